using System.Numerics.Tensors;

namespace Mashup.Sdk.Separation;

/// <summary>How loud each of the latest frames is in four zones of frequency and how much of it sits in the centre: the setting of every bin of a frame.</summary>
/// <remarks>
/// 1. Per frame: power below 150 Hz, to 800 Hz, to 4 kHz and above; the channels' cross-power over their power from 150 Hz to 4 kHz.
/// 2. On request: each zone against the whole frame, each zone against its own mean over the second before and after, the centre now and over those two
///    seconds; and the lowest and the upper zones some frames before and after against now: whether a drum was struck, and how long ago.
/// </remarks>
internal sealed class FrameLevels
{
    /// <summary>Numbers per frame that <see cref="Describe"/> writes.</summary>
    public const int Count = 2 * Zones + 2 + 10 + 7;

    private const int Zones = 4;
    private const int Stored = Zones + 1;
    private const float Tiny = 1e-9f;
    private const float Scale = 0.5f;
    private const double AroundSeconds = 1;
    private static readonly double[] Hertz = [0, 150, 800, 4000];
    private static readonly int[] LowSteps = [-16, -8, -4, -2, -1, 1, 2, 4, 8, 16];
    private static readonly int[] HighSteps = [-12, -6, -3, -1, 1, 3, 6];

    private readonly int _frames;
    private readonly int _capacity;
    private readonly int _around;
    private readonly int[] _edges;
    private readonly float[] _values;

    public FrameLevels(SpectrogramLayout layout, int capacity)
    {
        (_frames, _capacity) = (layout.Frames, capacity);
        _around = layout.FramesIn(AroundSeconds);
        _edges = [.. Hertz.Select(h => (int)Math.Min(Math.Round(layout.BinOf(h)), layout.Bins)), layout.Bins];
        _values = new float[capacity * Stored];
    }

    /// <summary>Stores one frame: the power of its bins, and the product of its channels' magnitudes in phase (the power itself for mono).</summary>
    public void Write(int frame, ReadOnlySpan<float> power, ReadOnlySpan<float> common)
    {
        var values = Of(frame);
        for (var zone = 0; zone < Zones; zone++)
        {
            values[zone] = TensorPrimitives.Sum(power[_edges[zone].._edges[zone + 1]]);
        }

        values[Zones] = TensorPrimitives.Sum(common[_edges[1].._edges[Zones - 1]]);
    }

    /// <summary>Natural logarithm of a frame's mean magnitude.</summary>
    public float Level(int frame)
    {
        var values = Of(frame);
        return 0.5f * MathF.Log((TensorPrimitives.Sum<float>(values[..Zones]) + Tiny) / _edges[Zones]);
    }

    /// <summary>Writes a frame's <see cref="Count"/> numbers.</summary>
    public void Describe(int frame, Span<float> output)
    {
        Span<float> around = stackalloc float[Stored];
        around.Clear();
        int from = Math.Max(0, frame - _around), to = Math.Min(_frames - 1, frame + _around);
        for (var f = from; f <= to; f++)
        {
            TensorPrimitives.Add(around, Of(f), around);
        }

        TensorPrimitives.Multiply(around, 1f / (to - from + 1), around);
        var now = Of(frame);
        var all = TensorPrimitives.Sum<float>(now[..Zones]) + Tiny;
        for (var zone = 0; zone < Zones; zone++)
        {
            output[zone] = Math.Max(-3, Scale * MathF.Log((now[zone] + Tiny) / all));
            output[Zones + zone] = Change(now[zone], around[zone]);
        }

        output[2 * Zones] = now[Zones] / (now[1] + now[2] + Tiny);
        output[2 * Zones + 1] = around[Zones] / (around[1] + around[2] + Tiny);
        var steps = output[(2 * Zones + 2)..];
        for (var i = 0; i < LowSteps.Length; i++)
        {
            steps[i] = Change(Near(frame + LowSteps[i])[0], now[0]);
        }

        for (var i = 0; i < HighSteps.Length; i++)
        {
            var then = Near(frame + HighSteps[i]);
            steps[LowSteps.Length + i] = Change(then[2] + then[3], now[2] + now[3]);
        }
    }

    private static float Change(float then, float now) => Math.Clamp(Scale * MathF.Log((then + Tiny) / (now + Tiny)), -3, 3);

    private Span<float> Near(int frame) => Of(Math.Clamp(frame, 0, _frames - 1));

    private Span<float> Of(int frame) => _values.AsSpan(frame % _capacity * Stored, Stored);
}
