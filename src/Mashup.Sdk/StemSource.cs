using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

/// <summary>The stems of a job's songs, held in memory.</summary>
/// <param name="tracks">The songs and their stems, by the tracks' ids.</param>
/// <param name="separator">Names what separated the songs, or <see langword="null"/> where that does not matter.</param>
internal sealed class StemSource(IReadOnlyDictionary<string, (DecodedSong? Song, StemSet? Stems)> tracks, string? separator = null) : IStemSource
{
    private readonly ConcurrentDictionary<string, Lazy<AudioBuffer>> _instrumentals = new();

    /// <summary>The stems of a plan's tracks, in the order of their songs.</summary>
    public static StemSource Of(IReadOnlyList<PlanTrack> tracks, IReadOnlyList<SongStages> songs, IStemSeparator separator) => new(
        tracks.Zip(songs).ToDictionary(t => t.First.Id, t => ((DecodedSong?)t.Second.Decoded.Value, (StemSet?)t.Second.Stems.Value)),
        $"{separator.Name} {AssemblyVersion.Of([separator])}");

    /// <summary>Id of the track in <see cref="Of(StemSet)"/>.</summary>
    public const string OnlyTrack = "a";

    /// <summary>The stems of one song; there is no mix.</summary>
    public static StemSource Of(StemSet stems) => new(new Dictionary<string, (DecodedSong?, StemSet?)> { [OnlyTrack] = (null, stems) });

    public ValueTask<AudioBuffer> GetStemAsync(string track, StemKind stem, CancellationToken cancellationToken)
    {
        if (!tracks.TryGetValue(track, out var sources))
        {
            throw new MashupException(MashupStage.Render, $"The plan plays track '{track}', which is not among its tracks.");
        }

        return ValueTask.FromResult(stem switch
        {
            StemKind.Mix => sources.Song?.Audio ?? throw new MashupException(MashupStage.Render, $"Track '{track}' has no mix here."),
            StemKind.Instrumental => _instrumentals.GetOrAdd(track, _ => new(() => Instrumental(Stems(sources.Stems, track)))).Value,
            StemKind.Vocals => Stems(sources.Stems, track).Vocals,
            StemKind.Drums => Stems(sources.Stems, track).Drums,
            StemKind.Bass => Stems(sources.Stems, track).Bass,
            _ => Stems(sources.Stems, track).Other,
        });
    }

    /// <inheritdoc/>
    public string? Fingerprint(string track, StemKind stem) =>
        separator is not null && tracks.TryGetValue(track, out var sources) && sources.Song is { } song ? $"{song.Sha256} {stem} {separator}" : null;

    private static StemSet Stems(StemSet? stems, string track) =>
        stems ?? throw new MashupException(MashupStage.Render, $"Track '{track}' was not separated.");

    private static AudioBuffer Instrumental(StemSet stems)
    {
        var sum = new AudioBuffer(stems.Other.SampleRate, stems.Other.ChannelCount, stems.Other.Length);
        for (var c = 0; c < sum.ChannelCount; c++)
        {
            TensorPrimitives.Add(stems.Drums.Channel(c), stems.Bass.Channel(c), sum.Channel(c));
            TensorPrimitives.Add(sum.Channel(c), stems.Other.Channel(c), sum.Channel(c));
        }

        return sum;
    }
}
