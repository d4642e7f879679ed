using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Carries phases on: from the previous output frame, and along frequency from neighbours in the same frame.</summary>
/// <remarks>
/// 1. In time: each bin of the previous output frame turns by the advance between two input frames one hop apart.
///    M. Puckette, "Phase-locked vocoder", WASPAA 1995.
/// 2. Across frequency: a bin's rotation, from the input's phase to the output's, is the mean of what the bins one step and one overlap width
///    (frame size / hop) below and above say, and of what its own past says, weighted by energy. Those above are predictions of step 1, those below are final already.
///    The past, which counts where a bin's energy is steady, holds chords in tune; the neighbours hold attacks together.
///    After G. Luke, "The design of Signalsmith Stretch", 2023; J. Laroche and M. Dolson, "Improved phase vocoder time-scale modification of audio", 1999.
/// 3. The input's phase differences are read over as much more or less frequency as time is stretched: what lies off a frame's centre in time, an attack,
///    comes out as much farther from or nearer to it.
/// 4. The louder channel of each bin decides, and all channels turn alike: the image stands.
/// </remarks>
internal sealed class PhasePropagation
{
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly NeighbourEvidence _evidence;
    private readonly RotationSweep _sweep;

    public PhasePropagation(int channels, int bins, int longStep)
    {
        _re = new float[RotationSweep.Padded(bins)];
        _im = new float[RotationSweep.Padded(bins)];
        _evidence = new NeighbourEvidence(channels, bins, longStep);
        _sweep = new RotationSweep(bins, longStep);
    }

    /// <summary>Turns the previous output frame into the next one.</summary>
    /// <param name="current">The input's frame.</param>
    /// <param name="earlier">The input's frame one hop earlier.</param>
    /// <param name="output">The previous output frame; the next one on return.</param>
    /// <param name="stretch">Output samples per input sample.</param>
    /// <param name="reset">Per bin how far the input's own phase is taken, 0 to 1, padded; <see langword="null"/> for not at all.</param>
    public void Advance(FrameSpectrum current, FrameSpectrum earlier, FrameSpectrum output, double stretch, float[]? reset)
    {
        _evidence.Gather(current, earlier, output, stretch);
        _sweep.Run(_evidence, reset, _re, _im);
        for (var c = 0; c < current.Re.Length; c++)
        {
            SplitComplex.Multiply(current.Re[c], current.Im[c], _re, _im, output.Re[c], output.Im[c]);
        }
    }
}
