using System.Numerics;
using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>How much of the spectrum rises, frame by frame.</summary>
/// <remarks>
/// 1. The spectrum of 23 ms of both channels together.
/// 2. The share of bins, weighted by the root of their magnitude, whose energy is four times the greatest of 9 to 43 ms before, the bins beside them included.
///    S. Böck and G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013.
/// </remarks>
internal sealed class Percussiveness
{
    private const double LagSeconds = 0.0086;
    private const double MemorySeconds = 0.043;

    private readonly int _lag;
    private readonly int _memory;
    private readonly RealFft _fft;
    private readonly float[] _window;
    private readonly float[] _frame;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _earlier;
    private readonly float[][] _history;
    private int _frames;

    /// <param name="size">Samples per frame, a power of two.</param>
    /// <param name="hopSeconds">Time from frame to frame.</param>
    public Percussiveness(int size, double hopSeconds)
    {
        (_lag, _memory) = ((int)Math.Round(LagSeconds / hopSeconds), (int)Math.Round(MemorySeconds / hopSeconds));
        _fft = new RealFft(size);
        _window = Window.Hann(size);
        _frame = new float[size];
        _re = new float[_fft.Bins];
        _im = new float[_fft.Bins];
        _earlier = new float[_fft.Bins];
        _history = [.. Enumerable.Range(0, _memory + 1).Select(_ => new float[_fft.Bins])];
    }

    /// <summary>Samples per frame.</summary>
    public int Size => _window.Length;

    /// <summary>The next frame's, 0 to 1.</summary>
    /// <param name="signal">One or two channels.</param>
    /// <param name="start">The frame's first sample; silence outside the signal.</param>
    public float Next(SlidingSignal signal, long start)
    {
        Mix(signal, start - signal.Start);
        _fft.Forward(_frame, _re, _im);
        var now = Before(0);
        SplitComplex.Energy(_re, _im, now);
        Before(_lag).CopyTo(_earlier, 0);
        for (var m = _lag + 1; m <= _memory; m += 2)
        {
            RaiseTo(Before(m), Before(Math.Min(m + 1, _memory)), _earlier);
        }

        _frames++;
        return RisingShare(now, _earlier);
    }

    private float[] Before(int frames) => _history[(_frames - frames + _history.Length) % _history.Length];

    /// <summary>The channels together with unequal weights, so that what is out of phase does not cancel; windowed.</summary>
    private void Mix(SlidingSignal signal, long start)
    {
        var length = signal.Channel(0).Length;
        int from = (int)Math.Clamp(-start, 0, Size), to = (int)Math.Clamp(length - start, from, Size);
        _frame.AsSpan(0, from).Clear();
        _frame.AsSpan(to).Clear();
        if (to == from)
        {
            return;
        }

        var target = _frame.AsSpan(from, to - from);
        var first = signal.Channel(0).Slice((int)start + from, to - from);
        if (signal.ChannelCount > 1)
        {
            TensorPrimitives.Multiply(first, 0.8f, target);
            TensorPrimitives.MultiplyAdd(signal.Channel(1).Slice((int)start + from, to - from), 0.6f, target, target);
            first = target;
        }

        TensorPrimitives.Multiply(first, _window.AsSpan(from, to - from), target);
    }

    private static void RaiseTo(float[] a, float[] b, float[] greatest)
    {
        var i = 0;
        for (; i <= greatest.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.MaxNative(new Vector<float>(greatest, i), Vector.MaxNative(new Vector<float>(a, i), new Vector<float>(b, i))).CopyTo(greatest, i);
        }

        for (; i < greatest.Length; i++)
        {
            greatest[i] = Math.Max(greatest[i], Math.Max(a[i], b[i]));
        }
    }

    /// <summary>The weighted share of bins that rose since the earlier frame.</summary>
    private static float RisingShare(float[] now, float[] earlier)
    {
        // What lies far below the loudest bin is masked by it, or noise.
        var floor = 1e-6f * TensorPrimitives.MaxNumber<float>(now);
        var (all, rising, b) = (1e-3f, 0f, 1);
        Vector<float> floors = new(floor), allSums = default, risingSums = default;
        for (; b <= now.Length - 1 - Vector<float>.Count; b += Vector<float>.Count)
        {
            Vector<float> energy = new(now, b), left = new(earlier, b - 1), right = new(earlier, b + 1);
            var before = Vector.MaxNative(new Vector<float>(earlier, b), Vector.MaxNative(left, right)) + floors;
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
}
