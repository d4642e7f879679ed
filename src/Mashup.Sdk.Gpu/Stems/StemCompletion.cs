using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Gpu.Stems;

/// <summary>Makes the four stems of whatever a model makes, so that they sum to the mix.</summary>
/// <remarks>
/// 1. Stems of other names (guitar, piano) count as other. "instrumental", and "other" where it stands beside vocals alone, are the mix without vocals.
/// 2. What the model's stems leave of the mix is the one stem that is missing; where none is missing, it goes to other.
/// 3. Where several are missing, the built-in separator splits what is left, and what it takes for a stem that is there already goes to other.
/// </remarks>
internal static class StemCompletion
{
    private static readonly StemKind[] Four = [StemKind.Vocals, StemKind.Drums, StemKind.Bass, StemKind.Other];

    /// <summary>Of a model's stems, those that cannot be had by subtracting others from the mix.</summary>
    public static IReadOnlyCollection<string> Needed(IReadOnlyList<string> made)
    {
        var names = made.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var isRest = names.IsSupersetOf(["vocals", "drums", "bass"]) || names.SetEquals(["vocals", "other"]);
        string[] rest = names.Contains("vocals") ? isRest ? ["instrumental", "other", "guitar", "piano"] : ["instrumental"] : [];
        return [.. made.Where(m => !rest.Contains(m, StringComparer.OrdinalIgnoreCase))];
    }

    public static async Task<StemSet> CompleteAsync(
        string model, float[][] mix, int sampleRate, Dictionary<string, float[][]> made, Func<IStemSeparator> builtIn, CancellationToken cancellationToken)
    {
        var stems = Named(model, mix, made);
        var rest = Channels.Rest(mix, stems.Values);
        var missing = Four.Where(k => !stems.ContainsKey(k)).ToArray();
        if (missing.Length == 0)
        {
            Channels.Add(stems[StemKind.Other], rest);
        }
        else if (missing.Length == 1)
        {
            stems[missing[0]] = rest;
        }
        else
        {
            var split = await builtIn().SeparateAsync(new AudioBuffer(sampleRate, rest), null, cancellationToken).ConfigureAwait(false);
            var last = missing[^1];
            foreach (var kind in missing)
            {
                stems[kind] = Copy(Of(split, kind));
            }

            foreach (var kind in Four.Except(missing))
            {
                Channels.Add(stems[last], Copy(Of(split, kind)));
            }
        }

        var buffers = Four.Select(k => new AudioBuffer(sampleRate, stems[k])).ToArray();
        return new StemSet(buffers[0], buffers[1], buffers[2], buffers[3], VocalClarity.Estimate(mix, stems[StemKind.Vocals], cancellationToken));
    }

    private static Dictionary<StemKind, float[][]> Named(string model, float[][] mix, Dictionary<string, float[][]> made)
    {
        var vocalsOnly = made.Count == 2 && made.ContainsKey("vocals") && made.ContainsKey("other");
        var stems = new Dictionary<StemKind, float[][]>();
        foreach (var (name, audio) in made)
        {
            switch (name.ToLowerInvariant())
            {
                case "vocals" or "drums" or "bass":
                    stems[Enum.Parse<StemKind>(name, ignoreCase: true)] = audio;
                    break;
                case "instrumental":
                    stems.TryAdd(StemKind.Vocals, made.TryGetValue("vocals", out var vocals) ? vocals : Channels.Rest(mix, [audio]));
                    break;
                case "other" or "guitar" or "piano" when !vocalsOnly:
                    Merge(stems, audio);
                    break;
            }
        }

        return stems.Count > 0 ? stems : throw new MashupException(
            MashupStage.Separate, $"The model {model} makes {string.Join(", ", made.Keys)}; a separator needs vocals, drums, bass, other or instrumental among its stems.");
    }

    private static void Merge(Dictionary<StemKind, float[][]> stems, float[][] audio)
    {
        if (stems.TryGetValue(StemKind.Other, out var other))
        {
            Channels.Add(other, audio);
        }
        else
        {
            stems[StemKind.Other] = [.. audio.Select(c => c.ToArray())];
        }
    }

    private static AudioBuffer Of(StemSet set, StemKind kind) => kind switch
    {
        StemKind.Vocals => set.Vocals,
        StemKind.Drums => set.Drums,
        StemKind.Bass => set.Bass,
        _ => set.Other,
    };

    private static float[][] Copy(AudioBuffer audio) => [.. Enumerable.Range(0, audio.ChannelCount).Select(c => audio.Channel(c).ToArray())];
}
