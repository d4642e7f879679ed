using Mashup.Hosting.Mashups;
using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Asks the engine for what a user asked for.</summary>
internal static class Requests
{
    public static MashupRequest Of(MashupSettings settings, IReadOnlyDictionary<string, string> files, string? separator) => new([.. settings.TrackIds.Select(id => files[id])])
    {
        DurationSeconds = settings.DurationSeconds,
        Energy = settings.Energy,
        Style = settings.Style,
        Variants = settings.Variants,
        Seed = settings.Seed,
        Separator = separator,
        VocalsFrom = settings.VocalsTrackId is { } vocals ? files[vocals] : null,
    };
}
