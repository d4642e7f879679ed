using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>Keeps all stems of a song in memory.</summary>
internal sealed class StemBuffers(AudioBuffer mix) : IStemSink
{
    private readonly AudioBuffer[] _stems = [.. Enumerable.Range(0, MaskNetwork.Stems).Select(_ => new AudioBuffer(mix.SampleRate, mix.ChannelCount, mix.Length))];
    private int _filled;

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<AudioBuffer> stems, int start, int count, CancellationToken cancellationToken)
    {
        for (var stem = 0; stem < _stems.Length; stem++)
        {
            for (var channel = 0; channel < mix.ChannelCount; channel++)
            {
                stems[stem].Channel(channel).Slice(start, count).CopyTo(_stems[stem].Channel(channel)[_filled..]);
            }
        }

        _filled += count;
        return ValueTask.CompletedTask;
    }

    /// <summary>The stems, once all has been written.</summary>
    public StemSet ToSet(double vocalClarity) => new(_stems[0], _stems[1], _stems[2], _stems[3], vocalClarity);
}
