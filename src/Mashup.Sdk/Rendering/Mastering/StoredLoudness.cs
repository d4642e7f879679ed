using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>A mix's weighted energy frame by frame, so that its loudness under any gain is known without playing it again.</summary>
/// <remarks>
/// 1. The mix is K-weighted once (ITU-R BS.1770-4) and its energy kept for every frame of the limiter.
/// 2. The loudness after a gain that moves from frame to frame: energies times the squared gain, gated as the standard says. The weighting of the moving
///    gain itself is left out, which the limiter's short dips make wrong by a few hundredths of a decibel.
/// </remarks>
internal sealed class StoredLoudness
{
    private readonly float[] _energies;
    private readonly int _sampleRate;

    /// <param name="mix">A stereo mix.</param>
    public StoredLoudness(AudioBuffer mix)
    {
        _sampleRate = mix.SampleRate;
        _energies = new float[(mix.Length + TruePeaks.Frame - 1) / TruePeaks.Frame];
        ReadOnlySpan<float> left = mix.Channel(0), right = mix.Channel(mix.ChannelCount - 1);
        KWeighting first = new(mix.SampleRate), second = new(mix.SampleRate);
        for (var i = 0; i < _energies.Length; i++)
        {
            int from = i * TruePeaks.Frame, count = Math.Min(TruePeaks.Frame, left.Length - from);
            var (one, other) = KWeighting.Energies(first, second, left.Slice(from, count), right.Slice(from, count));
            _energies[i] = (float)(one + other);
        }
    }

    /// <summary>Gated loudness of the mix as it is, LUFS.</summary>
    public double IntegratedLufs()
    {
        var gains = new float[_energies.Length];
        gains.AsSpan().Fill(1);
        return IntegratedLufs(gains);
    }

    /// <summary>Gated loudness, LUFS, under one gain for each frame.</summary>
    public double IntegratedLufs(ReadOnlySpan<float> gains)
    {
        // Blocks of 400 ms at every 100 ms are four hops each.
        var hops = new double[_energies.Length * TruePeaks.Frame / (_sampleRate / 10)];
        for (var h = 0; h < hops.Length; h++)
        {
            int from = (int)((long)h * _sampleRate / 10 / TruePeaks.Frame), to = (int)((long)(h + 1) * _sampleRate / 10 / TruePeaks.Frame);
            for (var i = from; i < to; i++)
            {
                hops[h] += (double)_energies[i] * gains[i] * gains[i];
            }

            hops[h] /= (to - from) * TruePeaks.Frame;
        }

        var blocks = new List<double>();
        for (var h = 0; h + 4 <= hops.Length; h++)
        {
            blocks.Add((hops[h] + hops[h + 1] + hops[h + 2] + hops[h + 3]) / 4);
        }

        return LoudnessMeter.GatedLufs(blocks);
    }
}
