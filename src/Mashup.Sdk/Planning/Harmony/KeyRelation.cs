using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Planning.Harmony;

/// <summary>How well two keys go together.</summary>
internal static class KeyRelation
{
    /// <summary>1 for the same key, less for relatives, fifths and parallels, 0 for strangers.</summary>
    public static double Agreement(MusicalKey a, MusicalKey b) => ((a.MajorTonic - b.MajorTonic + 12) % 12, a.Tonic == b.Tonic) switch
    {
        (0, true) => 1,
        (0, false) => 0.95,
        (5 or 7, _) => 0.6,
        (_, true) => 0.4,
        _ => 0,
    };

    /// <summary>The relation in words.</summary>
    public static string Describe(MusicalKey a, MusicalKey b) => Agreement(a, b) switch
    {
        1 => "the same key",
        0.95 => "relative keys",
        0.6 => "keys a fifth apart",
        0.4 => "parallel keys",
        _ => "unrelated keys",
    };
}
