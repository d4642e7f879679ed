using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Gpu.Stems;

/// <summary>Vocals, drums and bass of a draft; other is what they leave of the song, and is not kept.</summary>
internal sealed class DraftStems(AudioBuffer song) : IStemSink
{
    private readonly float[][][] _stems = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, song.ChannelCount).Select(_ => new float[song.Length]).ToArray())];
    private int _filled;

    /// <summary>What a separator makes of a song, piece by piece where it can: a whole set would hold a stem more.</summary>
    public static async Task<float[][][]> OfAsync(IStemSeparator separator, AudioBuffer song, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var draft = new DraftStems(song);
        if (separator is IStreamingSeparator streaming)
        {
            await streaming.SeparateAsync(song, draft, progress, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var made = await separator.SeparateAsync(song, progress, cancellationToken).ConfigureAwait(false);
            await draft.WriteAsync([made.Vocals, made.Drums, made.Bass], 0, song.Length, cancellationToken).ConfigureAwait(false);
        }

        return draft._stems;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<AudioBuffer> stems, int start, int count, CancellationToken cancellationToken)
    {
        foreach (var (kept, stem) in _stems.Zip(stems))
        {
            for (var channel = 0; channel < kept.Length; channel++)
            {
                stem.Channel(channel).Slice(start, count).CopyTo(kept[channel].AsSpan(_filled));
            }
        }

        _filled += count;
        return ValueTask.CompletedTask;
    }
}
