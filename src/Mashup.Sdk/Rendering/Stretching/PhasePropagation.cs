using System.Numerics.Tensors;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Carries phases on: from the previous output frame, and along frequency from neighbours in the same frame.</summary>
/// <remarks>
/// 1. In time: each bin of the previous output frame turns by the advance between two input frames one hop apart.
///    M. Puckette, "Phase-locked vocoder", WASPAA 1995.
/// 2. Across frequency: a bin's phase is taken from the bins one step and one overlap width (frame size / hop) below and above, each turned by the phase
///    difference that the input shows and weighted by its energy. The bins above are predictions of step 1, those below are final already.
///    After G. Luke, "The design of Signalsmith Stretch", 2023; J. Laroche and M. Dolson, "Improved phase vocoder time-scale modification of audio", 1999.
/// 3. The input's phase differences are read over as much more or less frequency as time is stretched: what lies off a frame's centre in time, an attack,
///    comes out as much farther from or nearer to it.
/// 4. All of this is done on the louder channel of each bin; the other one keeps its phase difference and level against it, so that the image stands.
/// </remarks>
internal sealed class PhasePropagation
{
    private const float Silence = 1e-24f;

    private readonly int _channels;
    private readonly int _bins;
    private readonly int _longStep;
    private readonly float[] _magnitude;
    private readonly byte[] _louder;
    private readonly ChannelPrediction[] _predictions;

    public PhasePropagation(int channels, int bins, int longStep)
    {
        (_channels, _bins, _longStep) = (channels, bins, longStep);
        _magnitude = new float[bins];
        _louder = new byte[bins];
        _predictions = [.. Enumerable.Range(0, channels).Select(_ => new ChannelPrediction(bins, longStep))];
    }

    /// <summary>Turns the previous output frame into the next one.</summary>
    /// <param name="current">The input's frame.</param>
    /// <param name="earlier">The input's frame one hop earlier.</param>
    /// <param name="output">The previous output frame; the next one on return.</param>
    /// <param name="stretch">Output samples per input sample.</param>
    /// <param name="reset">Per bin how far the input's own phase is taken, 0 to 1; empty for not at all.</param>
    public void Advance(FrameSpectrum current, FrameSpectrum earlier, FrameSpectrum output, double stretch, ReadOnlySpan<float> reset)
    {
        for (var c = 0; c < _channels; c++)
        {
            _predictions[c].Prepare(current.Re[c], current.Im[c], earlier.Re[c], earlier.Im[c], output.Re[c], output.Im[c], stretch);
        }

        FindLouder(current);
        for (var b = 0; b < _bins; b++)
        {
            int c = _louder[b];
            float[] yr = output.Re[c], yi = output.Im[c];
            float r = current.Re[c][b], i = current.Im[c][b], magnitude = _magnitude[b];
            if (magnitude < Silence)
            {
                Keep(current, output, b);
                continue;
            }

            var (sr, si) = _predictions[c].Sum(yr, yi, b, _longStep);
            float pr = sr * r - si * i, pi = sr * i + si * r, norm = MathF.Sqrt(pr * pr + pi * pi);
            if (!(norm > Silence * magnitude))
            {
                Keep(current, output, b);
                continue;
            }

            if (!reset.IsEmpty)
            {
                float own = (1 - reset[b]) / norm, given = reset[b] / magnitude;
                (pr, pi) = (pr * own + r * given, pi * own + i * given);
                norm = MathF.Sqrt(pr * pr + pi * pi) + Silence;
            }

            var gain = magnitude / norm;
            yr[b] = pr * gain;
            yi[b] = pi * gain;
            if (_channels == 2)
            {
                Follow(current, output, b, c, magnitude * magnitude);
            }
        }
    }

    /// <summary>Gives the quieter channel the rotation of the louder one.</summary>
    private static void Follow(FrameSpectrum current, FrameSpectrum output, int b, int louder, float energy)
    {
        float r = current.Re[louder][b], i = current.Im[louder][b], yr = output.Re[louder][b], yi = output.Im[louder][b];
        float tr = (yr * r + yi * i) / energy, ti = (yi * r - yr * i) / energy;
        float or = current.Re[1 - louder][b], oi = current.Im[1 - louder][b];
        output.Re[1 - louder][b] = or * tr - oi * ti;
        output.Im[1 - louder][b] = or * ti + oi * tr;
    }

    private static void Keep(FrameSpectrum current, FrameSpectrum output, int b)
    {
        for (var c = 0; c < current.Re.Length; c++)
        {
            output.Re[c][b] = current.Re[c][b];
            output.Im[c][b] = current.Im[c][b];
        }
    }

    private void FindLouder(FrameSpectrum current)
    {
        var first = _predictions[0].Energy;
        if (_channels == 2)
        {
            var second = _predictions[1].Energy;
            for (var b = 0; b < _bins; b++)
            {
                _louder[b] = second[b] > first[b] ? (byte)1 : (byte)0;
                _magnitude[b] = Math.Max(first[b], second[b]);
            }

            TensorPrimitives.Sqrt(_magnitude, _magnitude);
        }
        else
        {
            TensorPrimitives.Sqrt(first, _magnitude);
        }
    }
}
