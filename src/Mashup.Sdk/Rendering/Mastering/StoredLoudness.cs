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
    private readonly KWeighting _left, _right;
    private int _known;

    /// <param name="sampleRate">Rate of the mix, Hz.</param>
    /// <param name="length">Its length, samples.</param>
    public StoredLoudness(int sampleRate, int length)
    {
        _sampleRate = sampleRate;
        _energies = new float[(length + TruePeaks.Frame - 1) / TruePeaks.Frame];
        (_left, _right) = (new KWeighting(sampleRate), new KWeighting(sampleRate));
    }

    /// <summary>Takes the next samples of the mix: whole frames, but for its end.</summary>
    public void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var energies = _energies.AsSpan(_known, (left.Length + TruePeaks.Frame - 1) / TruePeaks.Frame);
        KWeighting.Energies(_left, _right, left, right, TruePeaks.Frame, energies);
        _known += energies.Length;
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
