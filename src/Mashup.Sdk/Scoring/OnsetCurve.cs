using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Scoring;

/// <summary>Strength of attacks over time, in steps of 10 ms.</summary>
/// <remarks>
/// 1. Spectra of 1024 samples of the mono sum; magnitudes compressed by log(1 + 100 m), so that quiet attacks count beside loud ones.
/// 2. Strength: the sum over bins of what rose against two steps before (spectral flux: S. Dixon, Onset Detection Revisited, DAFx 2006).
/// 3. The mean of the second around each step is taken off, and what is below it is dropped: dense passages do not count more than sparse ones.
/// </remarks>
internal sealed class OnsetCurve
{
    private const int Size = 1024;
    private const int Piece = 1000;
    private const double StepSeconds = 0.01;
    private readonly float[] _strength;

    private OnsetCurve(float[] strength) => _strength = strength;

    public static OnsetCurve Of(AudioBuffer audio)
    {
        var hop = (int)(audio.SampleRate * StepSeconds);
        var strength = new float[Math.Max(0, (audio.Length - Size) / hop)];
        Parallel.For(0, (strength.Length + Piece - 1) / Piece, p => Measure(audio, hop, strength, p * Piece, Math.Min(strength.Length, (p + 1) * Piece)));
        return new OnsetCurve(WithoutFloor(strength));
    }

    /// <summary>How much stronger the attacks on the half beats are than anywhere: 1 is chance.</summary>
    /// <param name="secondsPerBeat">Length of a beat, seconds.</param>
    /// <param name="sampleRate">Sample rate of the recording, Hz.</param>
    /// <param name="span">Where to look, seconds.</param>
    /// <param name="counts">Whether a time, seconds, counts.</param>
    /// <param name="late">How many seconds after the half beats to look instead.</param>
    /// <returns><see cref="double.PositiveInfinity"/> where no time counts.</returns>
    public double OnGrid(double secondsPerBeat, int sampleRate, (double From, double To) span, Func<double, bool> counts, double late = 0)
    {
        double on = 0, all = 0;
        var (count, counted) = (0, 0);
        var half = secondsPerBeat / 2;
        // A spectrum answers to an attack when it has reached the middle of its window.
        var middle = Size / 2.0 / sampleRate;
        for (var i = (int)Math.Clamp((span.From - middle) / StepSeconds, 0, _strength.Length); i < _strength.Length && i * StepSeconds + middle < span.To; i++)
        {
            var time = i * StepSeconds + middle;
            if (!counts(time))
            {
                continue;
            }

            counted++;
            all += _strength[i];
            if (Math.Abs(time - late - Math.Round((time - late) / half) * half) <= 0.025)
            {
                on += _strength[i];
                count++;
            }
        }

        return counted == 0 && _strength.Length > 0 ? double.PositiveInfinity : all <= 0 || count == 0 ? 0 : on / count / (all / counted);
    }

    // The steps of a piece; the two before it are heard again, to compare with.
    private static void Measure(AudioBuffer audio, int hop, float[] strength, int from, int to)
    {
        var fft = new RealFft(Size);
        var window = Window.Hann(Size);
        float[] frame = new float[Size], re = new float[fft.Bins], im = new float[fft.Bins];
        var spectra = new float[3][];
        for (var i = 0; i < 3; i++)
        {
            spectra[i] = new float[fft.Bins];
        }

        for (var i = Math.Max(0, from - 2); i < to; i++)
        {
            audio.Channel(0).Slice(i * hop, Size).CopyTo(frame);
            TensorPrimitives.Add(frame, audio.Channel(audio.ChannelCount - 1).Slice(i * hop, Size), frame);
            TensorPrimitives.Multiply(frame, window, frame);
            fft.Forward(frame, re, im);
            var (now, before) = (spectra[i % 3], spectra[(i + 1) % 3]);
            TensorPrimitives.Hypot(re, im, now);
            TensorPrimitives.Multiply(now, 100f / Size, now);
            TensorPrimitives.LogP1<float>(now, now);
            TensorPrimitives.Subtract(now, before, re);
            TensorPrimitives.Max(re, 0f, re);
            if (i >= Math.Max(2, from))
            {
                strength[i] = TensorPrimitives.Sum<float>(re);
            }
        }
    }

    private static float[] WithoutFloor(float[] strength)
    {
        var half = (int)(0.5 / StepSeconds);
        var result = new float[strength.Length];
        for (var i = 0; i < strength.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - half), Math.Min(strength.Length, i + half));
            result[i] = Math.Max(0, strength[i] - TensorPrimitives.Sum<float>(strength.AsSpan(from, to - from)) / (to - from));
        }

        return result;
    }
}
