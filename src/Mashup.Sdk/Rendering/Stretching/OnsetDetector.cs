using System.Numerics;
using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Finds attacks, to the sample.</summary>
/// <remarks>
/// 1. Spectra of 23 ms every 4 ms of both channels together.
/// 2. Percussiveness: the share of bins, weighted by the root of their magnitude, whose energy is four times the greatest of 9 to 43 ms before,
///    the bins beside them included.
///    S. Böck and G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013.
/// 3. Peaks of it above a threshold; of several within 30 ms the strongest.
/// 4. The sample where the pre-emphasised energy of the next 2 ms exceeds that of the 8 ms before by the greatest factor.
/// </remarks>
internal sealed class OnsetDetector(VocoderSettings settings, int sampleRate)
{
    private const int Lag = 2;
    private const int Memory = 10;
    private const double HearingFloor = 1e-9;

    /// <summary>Positions of attacks, ascending, samples.</summary>
    public List<Onset> Detect(float[][] input, CancellationToken cancellationToken)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(0.018 * sampleRate));
        var hop = Math.Max(1, (int)(0.0043 * sampleRate));
        var percussiveness = Percussiveness(Mix(input), size, hop, cancellationToken);
        var energy = PreEmphasised(input);
        var onsets = new List<Onset>();
        var reach = Math.Max(1, (int)(0.03 * sampleRate) / hop);
        for (var n = 0; n < percussiveness.Length; n++)
        {
            var p = percussiveness[n];
            if (p < settings.OnsetThreshold || !IsPeak(percussiveness, n, reach))
            {
                continue;
            }

            var (position, rise) = Refine(energy, n * hop - hop, n * hop + size / 2);
            if (rise >= settings.OnsetRise && (onsets.Count == 0 || position > onsets[^1].Position + reach * hop / 2))
            {
                onsets.Add(new Onset(position, p, rise));
            }
        }

        return onsets;
    }

    private static bool IsPeak(float[] values, int n, int reach)
    {
        for (var m = Math.Max(0, n - reach); m <= Math.Min(values.Length - 1, n + reach); m++)
        {
            if (values[m] > values[n] || (m < n && values[m] == values[n]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The channels together with unequal weights, so that what is out of phase does not cancel.</summary>
    private static float[] Mix(float[][] input)
    {
        if (input.Length == 1)
        {
            return input[0];
        }

        var mono = new float[input[0].Length];
        TensorPrimitives.Multiply(input[0], 0.8f, mono);
        TensorPrimitives.MultiplyAdd(input[1], 0.6f, mono, mono);
        return mono;
    }

    private static float[] Percussiveness(float[] mono, int size, int hop, CancellationToken cancellationToken)
    {
        var fft = new RealFft(size);
        var window = Window.Hann(size);
        var frames = mono.Length / hop + 1;
        var result = new float[frames];
        var history = new float[Memory + 1][];
        for (var i = 0; i <= Memory; i++)
        {
            history[i] = new float[fft.Bins];
        }

        float[] frame = new float[size], re = new float[fft.Bins], im = new float[fft.Bins], earlier = new float[fft.Bins];
        for (var n = 0; n < frames; n++)
        {
            if (n % 64 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var now = history[n % (Memory + 1)];
            var start = n * hop - size / 2;
            int from = Math.Clamp(-start, 0, size), to = Math.Clamp(mono.Length - start, from, size);
            frame.AsSpan(0, from).Clear();
            frame.AsSpan(to).Clear();
            if (to > from)
            {
                TensorPrimitives.Multiply(mono.AsSpan(start + from, to - from), window.AsSpan(from, to - from), frame.AsSpan(from, to - from));
            }

            fft.Forward(frame, re, im);
            SplitComplex.Energy(re, im, now);
            earlier.AsSpan().Clear();
            for (var m = Lag; m <= Memory; m++)
            {
                TensorPrimitives.Max(earlier, history[(n - m + Memory + 1) % (Memory + 1)], earlier);
            }

            result[n] = RisingShare(now, earlier);
        }

        return result;
    }

    /// <summary>The weighted share of bins that rose since the earlier frame.</summary>
    private static float RisingShare(float[] now, float[] earlier)
    {
        // What lies far below the loudest bin is masked by it, or noise.
        var floor = 1e-6f * TensorPrimitives.Max<float>(now);
        var (all, rising, b) = (1e-3f, 0f, 1);
        Vector<float> floors = new(floor), allSums = default, risingSums = default;
        for (; b <= now.Length - 1 - Vector<float>.Count; b += Vector<float>.Count)
        {
            Vector<float> energy = new(now, b), left = new(earlier, b - 1), right = new(earlier, b + 1);
            var before = Vector.Max(new Vector<float>(earlier, b), Vector.Max(left, right)) + floors;
            var weights = Vector.ConditionalSelect(Vector.GreaterThan(energy, floors), Vector.SquareRoot(Vector.SquareRoot(energy)), default);
            allSums += weights;
            risingSums += Vector.ConditionalSelect(Vector.GreaterThan(energy, 4 * before), weights, default);
        }

        for (; b < now.Length - 1; b++)
        {
            var weight = now[b] > floor ? MathF.Sqrt(MathF.Sqrt(now[b])) : 0;
            var before = Math.Max(earlier[b], Math.Max(earlier[b - 1], earlier[b + 1])) + floor;
            all += weight;
            rising += now[b] > 4 * before ? weight : 0;
        }

        all += Vector.Sum(allSums);
        rising += Vector.Sum(risingSums);
        return rising / all;
    }

    /// <summary>Energy of the channels' differences from sample to sample, summed up.</summary>
    private static double[] PreEmphasised(float[][] input)
    {
        var length = input[0].Length;
        float[] difference = new float[length], energy = new float[length];
        foreach (var channel in input)
        {
            channel.AsSpan(0, Math.Min(1, length)).CopyTo(difference);
            if (length > 1)
            {
                TensorPrimitives.Subtract(channel.AsSpan(1), channel.AsSpan(0, length - 1), difference.AsSpan(1));
            }

            TensorPrimitives.MultiplyAdd(difference, difference, energy, energy);
        }

        var sum = new double[length + 1];
        for (var i = 0; i < length; i++)
        {
            sum[i + 1] = sum[i] + energy[i];
        }

        return sum;
    }

    private (int Position, float Rise) Refine(double[] sum, int from, int to)
    {
        int after = (int)(0.002 * sampleRate), before = (int)(0.008 * sampleRate), last = sum.Length - 1;
        double Energy(int start, int length) => (sum[Math.Clamp(start + length, 0, last)] - sum[Math.Clamp(start, 0, last)]) / length;
        var loudest = HearingFloor;
        for (var n = from; n <= to; n++)
        {
            loudest = Math.Max(loudest, Energy(n, after));
        }

        double Rise(int n) => (Energy(n, after) + 0.001 * loudest) / (Energy(n - before, before) + 0.001 * loudest);
        var best = Math.Clamp(from, 0, last);
        var greatest = 0.0;
        for (var n = best; n <= Math.Min(last - 1, to); n++)
        {
            // A short click is as strong from anywhere up to 2 ms before it: the last of nearly equal samples is its place.
            var rise = Rise(n);
            if (rise > greatest || (rise > 0.8 * greatest && n - best <= after))
            {
                (greatest, best) = (Math.Max(greatest, rise), n);
            }
        }

        return (best, (float)greatest);
    }
}

/// <summary>An attack.</summary>
/// <param name="Position">Its first sample.</param>
/// <param name="Percussiveness">Share of the spectrum that rises, 0 to 1.</param>
/// <param name="Rise">Factor by which the energy jumps there.</param>
internal readonly record struct Onset(int Position, float Percussiveness, float Rise);
