using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Keeps the true peak under a ceiling with one smooth gain for all channels, without delay.</summary>
/// <remarks>
/// 1. The reduction each sample needs, from its <see cref="TruePeaks"/>, in dB.
/// 2. Look-ahead: the maximum over the next 5 ms, so that the gain is down before the peak comes (D. Lemire, "Streaming maximum-minimum filter
///    using no more than three comparisons per element", Nordic J. Computing 13, 2006).
/// 3. Release that depends on the programme: after a lone peak the gain recovers within 50 ms; where peaks keep coming a slow envelope takes over,
///    so that the gain stays steady and modulates nothing (two time constants after D. Giannoulis, M. Massberg, J. Reiss, JAES 60(6), 2012).
/// 4. Two moving averages over the same 5 ms: the gain has no corners, and step 2 guarantees that it has arrived in full when the peak does.
/// </remarks>
internal sealed class TruePeakLimiter(double ceilingDbtp, int sampleRate)
{
    private const double LookAheadSeconds = 0.005;
    private const double FastReleaseSeconds = 0.05;
    private const double SlowAttackSeconds = 0.15;
    private const double SlowReleaseSeconds = 0.6;
    private const double MarginDb = 0.05;
    private const int Block = 16384;

    private readonly float _ceiling = (float)Math.Pow(10, (ceilingDbtp - MarginDb) / 20);
    private readonly int _half = Math.Max(1, (int)(LookAheadSeconds * sampleRate / 2));

    /// <summary>Limits a recording.</summary>
    /// <param name="input">Any number of channels; not modified unless it is <paramref name="output"/>.</param>
    /// <param name="truePeaks">Its <see cref="TruePeaks"/>.</param>
    /// <param name="gain">Factor applied before limiting.</param>
    /// <param name="output">Receives the result; of the size of <paramref name="input"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Process(AudioBuffer input, float[] truePeaks, double gain, AudioBuffer output, CancellationToken cancellationToken)
    {
        var gains = Reduction(truePeaks, (float)(gain / _ceiling));
        cancellationToken.ThrowIfCancellationRequested();
        LookAhead(gains, 2 * _half);
        Release(gains);
        cancellationToken.ThrowIfCancellationRequested();
        Average(gains, _half);
        Average(gains, _half);
        for (var start = 0; start < gains.Length; start += Block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = gains.AsSpan(start, Math.Min(Block, gains.Length - start));
            TensorPrimitives.Multiply(block, (float)(-Math.Log2(10) / 20), block);
            TensorPrimitives.Exp2(block, block);
            TensorPrimitives.Multiply(block, (float)gain, block);
            for (var c = 0; c < input.ChannelCount; c++)
            {
                TensorPrimitives.Multiply(input.Channel(c).Slice(start, block.Length), block, output.Channel(c).Slice(start, block.Length));
            }
        }
    }

    private static float[] Reduction(float[] truePeaks, float scale)
    {
        var reduction = new float[truePeaks.Length];
        for (var i = 0; i < reduction.Length; i++)
        {
            var excess = truePeaks[i] * scale;
            reduction[i] = excess > 1 ? 20 * MathF.Log10(excess) : 0;
        }

        return reduction;
    }

    // The maximum of each value and the next ones: a queue of indices whose values descend.
    private static void LookAhead(float[] values, int length)
    {
        var queue = new int[length + 2];
        int head = 0, count = 0, next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (; next < values.Length && next <= i + length; next++)
            {
                while (count > 0 && values[queue[(head + count - 1) % queue.Length]] <= values[next])
                {
                    count--;
                }

                queue[(head + count++) % queue.Length] = next;
            }

            var max = values[queue[head]];
            if (queue[head] == i)
            {
                head = (head + 1) % queue.Length;
                count--;
            }

            values[i] = max;
        }
    }

    private void Release(float[] values)
    {
        double fast = 0, slow = 0;
        double fastKeep = Keep(FastReleaseSeconds), slowUp = 1 - Keep(SlowAttackSeconds), slowKeep = Keep(SlowReleaseSeconds);
        for (var i = 0; i < values.Length; i++)
        {
            double need = values[i];
            fast = Math.Max(need, fast * fastKeep);
            slow = fast > slow ? slow + slowUp * (fast - slow) : Math.Max(fast, slow * slowKeep);
            values[i] = (float)Math.Max(fast, slow);
        }
    }

    private double Keep(double seconds) => Math.Exp(-1 / (seconds * sampleRate));

    // The mean of each value and the ones before it; before the first there is no reduction to average with.
    private static void Average(float[] values, int length)
    {
        var history = new float[length + 1];
        history.AsSpan().Fill(values.Length > 0 ? values[0] : 0);
        double sum = history[0] * (double)history.Length;
        for (int i = 0, at = 0; i < values.Length; i++)
        {
            sum += values[i] - (double)history[at];
            history[at] = values[i];
            at = at == length ? 0 : at + 1;
            values[i] = (float)(sum / history.Length);
        }
    }
}
