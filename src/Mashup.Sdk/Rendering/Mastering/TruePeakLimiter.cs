using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Keeps the true peak under a ceiling with one smooth gain for all channels, without delay.</summary>
/// <remarks>
/// The whole recording is known, so the gain is shaped by morphology instead of by guessing ahead (all in dB of reduction, in frames of eight samples):
/// 1. The reduction each frame needs, from its <see cref="TruePeaks"/>.
/// 2. Closing over 12 ms bridges the gaps between the peaks of a bass note; opening over 80 ms keeps what lasts. What lasts is reduced by a gain that
///    stands still, so it is not distorted; what does not is an attack.
/// 3. The body: what lasts, and of attacks what exceeds 3.5 dB; held from 5 ms before each peak, released with 20 ms, and averaged twice over
///    the look-ahead, which leaves no corner and has arrived in full when the peak does.
/// 4. The tips: the up to 3.5 dB that attacks still need, within 0.8 ms, too short to be heard as a change of level: drums keep their loudness.
/// 5. The result is measured again where it comes near the ceiling, with an interpolator that is exact almost up to half the sample rate; frames found above
///    the ceiling are raised by what they exceed it, and the gain is shaped again.
/// 6. What limiting has moved the mean by is given back.
/// The gain is shaped in pieces of some ten seconds beside each other, each with so much of its neighbours that nothing further away would be felt.
/// Sliding extrema are <see cref="SlidingExtremum"/>; look-ahead and release after D. Giannoulis, M. Massberg, J. Reiss, JAES 60(6), 2012.
/// </remarks>
internal sealed class TruePeakLimiter(double ceilingDbtp, int sampleRate)
{
    private const double BridgeSeconds = 0.012;
    private const double LastingSeconds = 0.08;
    private const double LookAheadSeconds = 0.005;
    private const double ReleaseSeconds = 0.02;
    private const double TipSeconds = 0.0008;
    private const float TipDb = 3.5f;
    private const double MarginDb = 0.05;
    private const double StrictMarginDb = 0.02;
    private const double SmallestShift = 1e-6;
    private const double Audible = 0.001;
    private const double CarrySeconds = 0.04;
    private const float Near = 0.75f;
    private const int MostRepairs = 6;
    private const int Chunk = 4096;
    private const int Piece = 65536;
    private const double ContextSeconds = 0.7;

    private readonly float _ceiling = (float)Math.Pow(10, (ceilingDbtp - MarginDb) / 20);
    private readonly float _strict = (float)Math.Pow(10, (ceilingDbtp - StrictMarginDb) / 20);

    // As far as the strict margin has room for it.
    private readonly double _largestShift = 0.95 * (Math.Pow(10, ceilingDbtp / 20) - Math.Pow(10, (ceilingDbtp - StrictMarginDb) / 20));

    /// <summary>The gain of every frame, from which it moves on to the next frame's, that keeps a recording under the ceiling.</summary>
    /// <param name="truePeaks">The recording's <see cref="TruePeaks"/>.</param>
    /// <param name="gain">Factor applied before limiting; the result includes it.</param>
    public float[] Gains(float[] truePeaks, double gain)
    {
        var gains = new float[truePeaks.Length];
        var context = Frames(ContextSeconds);
        Parallel.For(0, (gains.Length + Piece - 1) / Piece, piece =>
        {
            int from = piece * Piece, to = Math.Min(gains.Length, from + Piece), first = Math.Max(0, from - context), last = Math.Min(gains.Length, to + context);
            var memory = ArrayPool<float>.Shared.Rent(3 * (last - first));
            var shaped = Shape(truePeaks.AsSpan(first, last - first), gain, memory);
            shaped[(from - first)..(to - first)].CopyTo(gains.AsSpan(from));
            ArrayPool<float>.Shared.Return(memory);
        });
        return gains;
    }

    /// <summary>Limits a recording.</summary>
    /// <param name="input">Any number of channels; not modified.</param>
    /// <param name="truePeaks">Its <see cref="TruePeaks"/>; raised where the stricter measurement finds more.</param>
    /// <param name="gain">Factor applied before limiting.</param>
    /// <param name="output">Receives the result; of the size of <paramref name="input"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Process(AudioBuffer input, float[] truePeaks, double gain, AudioBuffer output, CancellationToken cancellationToken) =>
        Process(input, truePeaks, gain, Gains(truePeaks, gain), output, cancellationToken);

    /// <summary>Limits a recording whose <see cref="Gains"/> are known.</summary>
    public void Process(AudioBuffer input, float[] truePeaks, double gain, float[] gains, AudioBuffer output, CancellationToken cancellationToken)
    {
        var excess = 1f;
        for (var pass = 0; pass == 0 || (excess > 1 && pass < MostRepairs); pass++)
        {
            gains = pass == 0 ? gains : Gains(truePeaks, gain);
            Apply(input, gains, output, cancellationToken);
            excess = Raise(truePeaks, gains, output, cancellationToken);
        }

        for (var c = 0; c < output.ChannelCount; c++)
        {
            if (excess > 1)
            {
                // What is left after that many repairs is a hair.
                TensorPrimitives.Multiply(output.Channel(c), 1 / excess, output.Channel(c));
            }
        }

        Centre(input, output, truePeaks, gain);
    }

    // Waves that reach further to one side lose more on that side: the mean that this leaves is taken off wherever there is sound to carry it.
    private void Centre(AudioBuffer input, AudioBuffer output, float[] truePeaks, double gain)
    {
        var share = new float[truePeaks.Length];
        for (var i = 0; i < share.Length; i++)
        {
            share[i] = truePeaks[i] * gain > Audible ? 1 : 0;
        }

        var half = Frames(CarrySeconds / 2);
        var held = new float[share.Length];
        SlidingExtremum.MinAhead(share, 2 * half, held);
        share = held;
        Average(share, half);
        Average(share, half);
        var carried = TruePeaks.Frame * (double)TensorPrimitives.Sum<float>(share);
        Parallel.For(0, carried > 0 ? output.ChannelCount : 0, c =>
        {
            var samples = output.Channel(c);
            double moved = 0;
            for (var start = 0; start < samples.Length; start += Chunk)
            {
                var part = start..Math.Min(samples.Length, start + Chunk);
                moved += TensorPrimitives.Sum<float>(samples[part]) - gain * TensorPrimitives.Sum<float>(input.Channel(c)[part]);
            }

            // Less than this is rounding.
            if (Math.Abs(moved / carried) < SmallestShift)
            {
                return;
            }

            var shift = (float)Math.Clamp(moved / carried, -_largestShift, _largestShift);
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] -= shift * share[i / TruePeaks.Frame];
            }
        });
    }

    private static void Apply(AudioBuffer input, float[] gains, AudioBuffer output, CancellationToken cancellationToken)
    {
        Parallel.For(0, input.ChannelCount, new ParallelOptions { CancellationToken = cancellationToken }, c =>
        {
            ReadOnlySpan<float> samples = input.Channel(c);
            var limited = output.Channel(c);
            var ramp = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7) / TruePeaks.Frame;
            var frame = 0;
            for (; (frame + 1) * TruePeaks.Frame <= samples.Length; frame++)
            {
                float from = gains[frame], step = gains[Math.Min(frame + 1, gains.Length - 1)] - from;
                var gain = Vector256.Create(from) + ramp * step;
                (Vector256.Create(samples[(frame * TruePeaks.Frame)..]) * gain).CopyTo(limited[(frame * TruePeaks.Frame)..]);
            }

            for (var i = frame * TruePeaks.Frame; i < samples.Length; i++)
            {
                limited[i] = samples[i] * gains[^1];
            }
        });
    }

    // Measures again, strictly, wherever the result comes near the ceiling; frames found above it are remembered as higher than they were thought to be.
    // The largest excess over the ceiling is returned, 1 for none.
    private float Raise(float[] truePeaks, float[] gains, AudioBuffer output, CancellationToken cancellationToken)
    {
        var chunks = new float[(gains.Length + Chunk - 1) / Chunk];
        Parallel.For(0, chunks.Length, new ParallelOptions { CancellationToken = cancellationToken }, chunk =>
        {
            chunks[chunk] = 1;
            for (var frame = chunk * Chunk; frame < Math.Min(gains.Length, (chunk + 1) * Chunk); frame++)
            {
                if (truePeaks[frame] * gains[frame] < Near * _ceiling)
                {
                    continue;
                }

                var peak = TruePeaks.At(output, frame);
                if (peak > _strict)
                {
                    truePeaks[frame] *= peak / _ceiling;
                    chunks[chunk] = Math.Max(chunks[chunk], peak / _strict);
                }
            }
        });
        return chunks.Length == 0 ? 1 : TensorPrimitives.Max<float>(chunks);
    }

    // Memory for three curves: what is needed, the reduction that becomes the gain, and one to work in.
    private Span<float> Shape(ReadOnlySpan<float> truePeaks, double gain, Span<float> memory)
    {
        var length = truePeaks.Length;
        Span<float> needed = memory[..length], reduction = memory.Slice(length, length), spare = memory.Slice(2 * length, length);
        Need(truePeaks, (float)(gain / _ceiling), spare, needed);
        Body(needed, reduction, spare);

        TensorPrimitives.Subtract(needed, reduction, spare);
        TensorPrimitives.Max(spare, 0f, spare);
        var half = Frames(TipSeconds / 2);
        var tips = needed;
        SlidingExtremum.MaxAhead(spare, 2 * half, tips);
        Average(tips, half);
        Average(tips, half);
        TensorPrimitives.Add(reduction, tips, reduction);
        TensorPrimitives.Multiply(reduction, (float)(-Math.Log2(10) / 20), reduction);
        TensorPrimitives.Exp2(reduction, reduction);
        TensorPrimitives.Multiply(reduction, (float)gain, reduction);
        return reduction;
    }

    private static void Need(ReadOnlySpan<float> truePeaks, float scale, Span<float> spare, Span<float> needed)
    {
        for (var i = 0; i < spare.Length; i++)
        {
            var excess = truePeaks[i] * scale;
            spare[i] = excess > 1 ? 20 * MathF.Log10(excess) : 0;
        }

        // Gains are interpolated from each frame to the next: both ends of a frame must suit it.
        SlidingExtremum.MaxBehind(spare, 1, needed);
    }

    private void Body(ReadOnlySpan<float> needed, Span<float> body, Span<float> spare)
    {
        int bridge = Frames(BridgeSeconds), lasting = Frames(LastingSeconds), half = Frames(LookAheadSeconds / 2);
        SlidingExtremum.MaxAhead(needed, bridge, spare);
        SlidingExtremum.MinBehind(spare, bridge, body);
        SlidingExtremum.MinAhead(body, lasting, spare);
        SlidingExtremum.MaxBehind(spare, lasting, body);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] = Math.Max(body[i], needed[i] - TipDb);
        }

        SlidingExtremum.MaxAhead(body, bridge + 2 * half, spare);
        SlidingExtremum.MinBehind(spare, bridge, body);
        Release(body);
        Average(body, half);
        Average(body, half);
    }

    private int Frames(double seconds) => Math.Max(1, (int)Math.Round(seconds * sampleRate / TruePeaks.Frame));

    private void Release(Span<float> values)
    {
        var keep = (float)Math.Exp(-TruePeaks.Frame / (ReleaseSeconds * sampleRate));
        for (var i = 1; i < values.Length; i++)
        {
            values[i] = Math.Max(values[i], keep * values[i - 1]);
        }
    }

    // The mean of each value and the ones before it; what lies before the first is like the first.
    private static void Average(Span<float> values, int length)
    {
        var history = new float[length + 1];
        history.AsSpan().Fill(values.Length > 0 ? values[0] : 0);
        var sum = history[0] * (double)history.Length;
        for (int i = 0, at = 0; i < values.Length; i++)
        {
            sum += values[i] - (double)history[at];
            history[at] = values[i];
            at = at == length ? 0 : at + 1;
            values[i] = (float)(sum / history.Length);
        }
    }
}
