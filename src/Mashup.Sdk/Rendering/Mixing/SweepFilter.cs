using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>The automated high-pass or low-pass of one stereo clip, 24 dB per octave.</summary>
/// <remarks>Two state variable filters as a fourth-order Butterworth; near its "off" value the filtered sound gives way to the unfiltered one.</remarks>
internal sealed class SweepFilter
{
    /// <summary>Longest block, samples.</summary>
    public const int MaxBlock = 4096;

    private static readonly double[] Q = [0.54119610, 1.30656296];

    private readonly ControlCurve _warp;
    private readonly ControlCurve _wet;
    private readonly StateVariableFilter[] _sections;
    private readonly float[] _warps = new float[MaxBlock];
    private readonly float[] _wets = new float[MaxBlock];
    private readonly float[] _left = new float[MaxBlock];
    private readonly float[] _right = new float[MaxBlock];

    private SweepFilter(ControlCurve warp, ControlCurve wet, Func<double, StateVariableFilter> section)
    {
        _warp = warp;
        _wet = wet;
        _sections = [.. Q.Select(section)];
    }

    /// <summary>The filter of a clip, or <see langword="null"/> where the automation is of another kind or never on.</summary>
    public static SweepFilter? Of(Automation automation, double samplesPerBeat, double sampleRate, int start, int end)
    {
        var isHighPass = automation.Parameter == Automation.HighPassHz;
        Func<double, float> wet = isHighPass ? hz => (float)Math.Clamp((hz - 20) / 20, 0, 1) : hz => (float)Math.Clamp((20000 - hz) / 2000, 0, 1);
        if ((!isHighPass && automation.Parameter != Automation.LowPassHz) || automation.Points.All(p => wet(p.Value) == 0))
        {
            return null;
        }

        return new SweepFilter(
            ControlCurve.Of(automation.Points, samplesPerBeat, start, end, hz => StateVariableFilter.Warp(hz, sampleRate)),
            ControlCurve.Of(automation.Points, samplesPerBeat, start, end, wet),
            isHighPass ? StateVariableFilter.HighPass : StateVariableFilter.LowPass);
    }

    /// <summary>Filters a block in place; <paramref name="start"/> is its place on the timeline.</summary>
    public void Process(int start, Span<float> left, Span<float> right)
    {
        Span<float> warps = _warps.AsSpan(0, left.Length), wets = _wets.AsSpan(0, left.Length);
        _wet.Fill(start, wets);
        if (!wets.ContainsAnyExcept(0f))
        {
            // Off: when it comes on it starts from rest, and from no share in the sound.
            Array.ForEach(_sections, s => s.Rest());
            return;
        }

        _warp.Fill(start, warps);
        Span<float> filteredLeft = _left.AsSpan(0, left.Length), filteredRight = _right.AsSpan(0, left.Length);
        left.CopyTo(filteredLeft);
        right.CopyTo(filteredRight);
        foreach (var section in _sections)
        {
            section.Process(filteredLeft, filteredRight, warps);
        }

        Blend(left, filteredLeft, wets);
        Blend(right, filteredRight, wets);
    }

    private static void Blend(Span<float> samples, Span<float> filtered, ReadOnlySpan<float> wets)
    {
        TensorPrimitives.Subtract(filtered, samples, filtered);
        TensorPrimitives.MultiplyAdd(filtered, wets, samples, samples);
    }
}
