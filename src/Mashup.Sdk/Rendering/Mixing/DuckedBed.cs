using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Takes the voice's band of a bed down along a curve.</summary>
/// <remarks>
/// y = x + (g − 1) · BP(x), with a fixed band-pass BP of gain 1 around 1.1 kHz: a bell whose depth alone moves, so it never clicks, is the input itself
/// at g = 1, and leaves kick, bass and cymbals where they are. Masking of speech and song comes from this band (intelligibility: ANSI S3.5).
/// </remarks>
internal sealed class DuckedBed(DuckingCurve curve, int sampleRate)
{
    private const double CentreHz = 1100;
    private const double Q = 0.35;

    private readonly Biquad[] _band = [Biquad.BandPass(sampleRate, CentreHz, Q), Biquad.BandPass(sampleRate, CentreHz, Q)];
    private readonly float[] _gains = new float[SweepFilter.MaxBlock];
    private readonly float[] _filtered = new float[SweepFilter.MaxBlock];

    /// <summary>Ducks a block in place; <paramref name="start"/> is its place on the timeline.</summary>
    public void Process(int start, Span<float> left, Span<float> right)
    {
        var gains = _gains.AsSpan(0, left.Length);
        curve.Fill(start, gains);
        Process(ref _band[0], left, gains);
        Process(ref _band[1], right, gains);
    }

    private void Process(ref Biquad band, Span<float> samples, Span<float> gains)
    {
        var filtered = _filtered.AsSpan(0, samples.Length);
        band.Process(samples, filtered);
        TensorPrimitives.MultiplyAdd(filtered, gains, samples, samples);
    }
}
