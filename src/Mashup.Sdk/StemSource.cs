using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

/// <summary>The stems of a job's songs.</summary>
/// <param name="tracks">The songs and their stems, by the tracks' ids.</param>
/// <param name="separator">Names what separates the songs, or <see langword="null"/> where nothing is to be kept of them.</param>
internal sealed class StemSource(IReadOnlyDictionary<string, StemSource.Track> tracks, string? separator = null) : IStemSource
{
    private readonly ConcurrentDictionary<string, Lazy<AudioBuffer>> _instrumentals = new();
    private readonly ConcurrentDictionary<string, Lazy<SongBalance?>> _balances = new();

    /// <summary>The stems of a plan's tracks, in the order of their songs, which are separated already.</summary>
    public static StemSource Of(IReadOnlyList<PlanTrack> tracks, IReadOnlyList<SongStages> songs, IStemSeparator separator) => new(
        tracks.Zip(songs).ToDictionary(
            t => t.First.Id, t => new Track(t.Second.Decoded.Value.Sha256, new(() => t.Second.Decoded.Task), new(() => t.Second.Stems.Task))),
        Name(separator));

    /// <summary>The stems of a plan's tracks, which are decoded and separated when they are first asked for.</summary>
    public static StemSource OnDemand(IReadOnlyList<PlanTrack> tracks, StageGraph graph, SongLibrary library, IStemSeparator separator) => new(
        tracks.ToDictionary(
            t => t.Id,
            t =>
            {
                Lazy<Task<DecodedSong>> song = new(() => graph.Add(MashupStage.Decode, t.File, DecodeAsync).Task);
                return new Track(t.Sha256, song, new(() => graph.Add(MashupStage.Separate, t.File, SeparateAsync).Task));

                async Task<DecodedSong> DecodeAsync(StageContext context)
                {
                    var decoded = await library.ReadStereoAsync(t.File, context.CancellationToken).ConfigureAwait(false);
                    return decoded.Sha256 == t.Sha256 ? decoded : throw Changed(t.File);
                }

                async Task<StemSet> SeparateAsync(StageContext context)
                {
                    if (await library.KeptStemsAsync(t.Sha256, separator, context.CancellationToken).ConfigureAwait(false) is { } kept)
                    {
                        context.FromCache = true;
                        return kept;
                    }

                    return await library.SeparateAsync(await song.Value.ConfigureAwait(false), separator, context).ConfigureAwait(false);
                }
            }),
        Name(separator));

    /// <summary>The sentence for a file that a plan was not made for.</summary>
    public static UnusableInputException Changed(string file) =>
        new(MashupStage.Render, file, "is not the file that the plan was made for: its contents changed.");

    /// <inheritdoc/>
    public async ValueTask<AudioBuffer> GetStemAsync(string track, StemKind stem, CancellationToken cancellationToken)
    {
        var sources = Find(track);
        if (stem == StemKind.Mix)
        {
            var song = sources.Song ?? throw new MashupException(MashupStage.Render, $"Track '{track}' has no mix here.");
            return (await song.Value.WaitAsync(cancellationToken).ConfigureAwait(false)).Audio;
        }

        var stems = await sources.Stems.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        return stem switch
        {
            StemKind.Instrumental => _instrumentals.GetOrAdd(track, _ => new(() => Instrumental(stems))).Value,
            StemKind.Vocals => stems.Vocals,
            StemKind.Drums => stems.Drums,
            StemKind.Bass => stems.Bass,
            _ => stems.Other,
        };
    }

    /// <inheritdoc/>
    public string? Fingerprint(string track, StemKind stem) => separator is not null && Find(track).Sha256 is { } hash ? $"{hash} {stem} {separator}" : null;

    /// <inheritdoc/>
    public async ValueTask<SongBalance?> GetBalanceAsync(string track, CancellationToken cancellationToken)
    {
        var stems = await Find(track).Stems.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _balances.GetOrAdd(track, _ => new(() => StemLevels.Measure(stems))).Value;
    }

    private static string Name(IStemSeparator separator) => $"{separator.Name} {AssemblyVersion.Of([separator])}";

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

    private Track Find(string track) => tracks.TryGetValue(track, out var found)
        ? found
        : throw new MashupException(MashupStage.Render, $"The plan plays track '{track}', which is not among its tracks.");

    /// <summary>A song of the plan.</summary>
    /// <param name="Sha256">Hash of its file, or <see langword="null"/> where nothing is to be kept of it.</param>
    /// <param name="Song">Decodes it.</param>
    /// <param name="Stems">Separates it.</param>
    internal sealed record Track(string? Sha256, Lazy<Task<DecodedSong>>? Song, Lazy<Task<StemSet>> Stems);
}
