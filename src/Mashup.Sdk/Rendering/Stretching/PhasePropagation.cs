using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Carries phases on: from the previous output frame, and along frequency from neighbours in the same frame.</summary>
/// <remarks>
/// 1. In time: each bin of the previous output frame turns by the advance between two input frames one hop apart.
///    M. Puckette, "Phase-locked vocoder", WASPAA 1995.
/// 2. Across frequency: a bin's rotation, from the input's phase to the output's, is the mean of what the bins one step and one overlap width
///    (frame size / hop) below and above say, weighted by their energy. Those above are predictions of step 1, those below are final already.
///    After G. Luke, "The design of Signalsmith Stretch", 2023; J. Laroche and M. Dolson, "Improved phase vocoder time-scale modification of audio", 1999.
/// 3. The input's phase differences are read over as much more or less frequency as time is stretched: what lies off a frame's centre in time, an attack,
///    comes out as much farther from or nearer to it.
/// 4. The louder channel of each bin decides, and all channels turn alike: the image stands.
/// </remarks>
internal sealed class PhasePropagation
{
    private const float Silence = 1e-30f;

    private readonly int _longStep;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly ChannelPrediction[] _predictions;

    public PhasePropagation(int channels, int bins, int longStep)
    {
        _longStep = longStep;
        _re = new float[bins];
        _im = new float[bins];
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
        for (var c = 0; c < _predictions.Length; c++)
        {
            _predictions[c].Prepare(current.Re[c], current.Im[c], earlier.Re[c], earlier.Im[c], output.Re[c], output.Im[c], stretch);
        }

        if (_predictions is [var first, var second])
        {
            TakeLouder(first, second);
        }

        Rotate(_predictions[0], reset);
        for (var c = 0; c < _predictions.Length; c++)
        {
            SplitComplex.Multiply(current.Re[c], current.Im[c], _re, _im, output.Re[c], output.Im[c]);
        }
    }

    private static void TakeLouder(ChannelPrediction first, ChannelPrediction second)
    {
        first.Above.TakeLouder(second.Above, first.Energy, second.Energy);
        first.Below.TakeLouder(second.Below, first.Energy, second.Energy);
        first.FarBelow.TakeLouder(second.FarBelow, first.Energy, second.Energy);
    }

    /// <summary>Finds each bin's rotation, from the lowest up.</summary>
    private void Rotate(ChannelPrediction prediction, ReadOnlySpan<float> reset)
    {
        float[] re = _re, im = _im, ur = prediction.Above.Re, ui = prediction.Above.Im;
        float[] nr = prediction.Below.Re, ni = prediction.Below.Im, fr = prediction.FarBelow.Re, fi = prediction.FarBelow.Im;
        float lastRe = 1, lastIm = 0;
        for (var b = 0; b < re.Length; b++)
        {
            var far = Math.Max(0, b - _longStep);
            float r = ur[b] + fr[b] * re[far] - fi[b] * im[far] + (nr[b] * lastRe - ni[b] * lastIm);
            float i = ui[b] + fr[b] * im[far] + fi[b] * re[far] + (nr[b] * lastIm + ni[b] * lastRe);
            var energy = r * r + i * i;
            var scale = 1 / MathF.Sqrt(energy);
            (lastRe, lastIm) = energy > Silence ? (r * scale, i * scale) : (1, 0);
            if (!reset.IsEmpty)
            {
                float towards = lastRe + reset[b] * (1 - lastRe), across = lastIm * (1 - reset[b]), length = MathF.Sqrt(towards * towards + across * across);
                (lastRe, lastIm) = length > Silence ? (towards / length, across / length) : (1, 0);
            }

            re[b] = lastRe;
            im[b] = lastIm;
        }
    }
}
