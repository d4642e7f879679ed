using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Takes the voice's band of a bed down along a curve.</summary>
/// <remarks>
/// y = x + (g − 1) · BP(x), with a fixed band-pass BP of gain 1 around 2 kHz: a bell whose depth alone moves, so it never clicks, is the input itself
/// at g = 1, and leaves kick, bass and cymbals where they are. Words are understood by 1 to 4 kHz more than by any other two octaves (ANSI S3.5).
/// </remarks>
internal sealed class DuckedBed(DuckingCurve curve, int sampleRate)
{
    private const double CentreHz = 2000;
    private const double Q = 0.5;

    private readonly Biquad _band = Biquad.BandPass(sampleRate, CentreHz, Q);
    private readonly float[] _gains = new float[SweepFilter.MaxBlock];
    private readonly float[] _left = new float[SweepFilter.MaxBlock];
    private readonly float[] _right = new float[SweepFilter.MaxBlock];

    /// <summary>Ducks a block in place; <paramref name="start"/> is its place on the timeline.</summary>
    public void Process(int start, Span<float> left, Span<float> right)
    {
        Span<float> gains = _gains.AsSpan(0, left.Length), bandLeft = _left.AsSpan(0, left.Length), bandRight = _right.AsSpan(0, left.Length);
        curve.Fill(start, gains);
        _band.Process(left, right, bandLeft, bandRight);
        TensorPrimitives.MultiplyAdd(bandLeft, gains, left, left);
        TensorPrimitives.MultiplyAdd(bandRight, gains, right, right);
    }
}
