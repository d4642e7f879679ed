using System.Numerics;
using System.Runtime.InteropServices;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>The latest magnitude frames of a song, each beside a short description of its spectrum, in constant memory.</summary>
/// <remarks>
/// Magnitudes are kept as 16-bit logarithms, <see cref="StepsPerOctave"/> to the octave: medians run on twice the lanes in half the memory, and ratios are
/// differences.
/// Descriptions are unit vectors of <see cref="Bands"/> band energies, packed in groups of <see cref="Group"/> frames so that a product with many frames
/// reads memory in order.
/// </remarks>
internal sealed class MagnitudeRing
{
    public const int Bands = 96;
    public const int Group = 16;
    public const int Margin = 16;
    public const int StepsPerOctave = 1024;

    private const float Floor = 1e-12f;
    private const int SingleBins = 40;
    private const double HighestHertz = 11000;

    private readonly SpectrogramLayout _layout;
    private readonly short[] _rows;
    private readonly int _stride;
    private readonly int[] _edges;

    public MagnitudeRing(SpectrogramLayout layout, int capacity)
    {
        _layout = layout;
        Capacity = capacity;
        _stride = layout.Width + 2 * Margin;
        _rows = new short[(long)capacity * _stride];
        Descriptions = new float[capacity * Bands];
        _edges = BandEdges(layout);
    }

    /// <summary>Frames held, a multiple of <see cref="Group"/>; frame f lies at f modulo Capacity.</summary>
    public int Capacity { get; }

    /// <summary>All rows, for <see cref="Offset"/>.</summary>
    public ReadOnlySpan<short> Rows => _rows;

    /// <summary>Unit vectors, value b of frame f at ((f / Group) · Bands + b) · Group + f % Group, f modulo <see cref="Capacity"/>.</summary>
    public float[] Descriptions { get; }

    /// <summary>Where bin 0 of a frame lies in <see cref="Rows"/>; frames outside the song are its mirror image.</summary>
    public int Offset(int frame)
    {
        var last = _layout.Frames - 1;
        frame = frame < 0 ? -1 - frame : frame > last ? 2 * last + 1 - frame : frame;
        return Math.Clamp(frame, 0, last) % Capacity * _stride + Margin;
    }

    /// <summary>Stores one frame's power spectrum.</summary>
    public void Write(int frame, Span<float> power)
    {
        Describe(frame, power);
        var offset = Offset(frame);
        var row = _rows.AsSpan(offset - Margin, _stride);
        Compress(power, row.Slice(Margin, _layout.Width));
        for (var i = 1; i <= Margin; i++)
        {
            row[Margin - i] = row[Margin + i - 1];
            row[Margin + _layout.Bins - 1 + i] = row[Margin + Math.Max(0, _layout.Bins - i)];
        }
    }

    /// <summary>Turns a stored magnitude back into a number.</summary>
    public static float Expand(short stored) => MathF.Exp(stored * (float.Log(2) / StepsPerOctave));

    /// <summary>Turns a row of stored magnitudes back into numbers.</summary>
    public static void Expand(ReadOnlySpan<short> row, Span<float> output)
    {
        var scale = new Vector<float>(float.Log(2) / StepsPerOctave);
        var source = MemoryMarshal.Cast<short, Vector<short>>(row);
        var target = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < source.Length; i++)
        {
            Vector.Widen(source[i], out var low, out var high);
            target[2 * i] = Vector.Exp(Vector.ConvertToSingle(low) * scale);
            target[2 * i + 1] = Vector.Exp(Vector.ConvertToSingle(high) * scale);
        }
    }

    /// <summary>Writes ln(<paramref name="row"/> / <paramref name="reference"/>) of two rows of stored magnitudes.</summary>
    public static void Ratio(ReadOnlySpan<short> row, ReadOnlySpan<short> reference, Span<float> output)
    {
        var scale = new Vector<float>(float.Log(2) / StepsPerOctave);
        ReadOnlySpan<Vector<short>> a = MemoryMarshal.Cast<short, Vector<short>>(row), b = MemoryMarshal.Cast<short, Vector<short>>(reference);
        var target = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < a.Length; i++)
        {
            Vector.Widen(a[i], out var lowA, out var highA);
            Vector.Widen(b[i], out var lowB, out var highB);
            target[2 * i] = Vector.ConvertToSingle(lowA - lowB) * scale;
            target[2 * i + 1] = Vector.ConvertToSingle(highA - highB) * scale;
        }
    }

    private static void Compress(ReadOnlySpan<float> power, Span<short> output)
    {
        Vector<float> floor = new(Floor), half = new(StepsPerOctave / 2f), limit = new(short.MaxValue);
        var source = MemoryMarshal.Cast<float, Vector<float>>(power);
        var target = MemoryMarshal.Cast<short, Vector<short>>(output);
        for (var i = 0; i < target.Length; i++)
        {
            var low = Vector.Min(Vector.Log2(source[2 * i] + floor) * half, limit);
            var high = Vector.Min(Vector.Log2(source[2 * i + 1] + floor) * half, limit);
            target[i] = Vector.Narrow(Vector.ConvertToInt32(low), Vector.ConvertToInt32(high));
        }
    }

    private void Describe(int frame, ReadOnlySpan<float> power)
    {
        Span<float> bands = stackalloc float[Bands];
        float norm = 0;
        for (var band = 0; band < Bands; band++)
        {
            float sum = 0;
            for (var bin = _edges[band]; bin < _edges[band + 1]; bin++)
            {
                sum += power[bin];
            }

            bands[band] = MathF.Sqrt(sum);
            norm += sum;
        }

        var scale = norm > 0 ? 1 / MathF.Sqrt(norm) : 0;
        var slot = frame % Capacity;
        var start = slot / Group * Bands * Group + slot % Group;
        for (var band = 0; band < Bands; band++)
        {
            Descriptions[start + band * Group] = bands[band] * scale;
        }
    }

    /// <summary>Single bins at the bottom, then bands of growing width.</summary>
    private static int[] BandEdges(SpectrogramLayout layout)
    {
        var top = Math.Min(layout.BinOf(HighestHertz), layout.Bins);
        var edges = new int[Bands + 1];
        for (var band = 0; band <= Bands; band++)
        {
            var growing = SingleBins * Math.Pow(top / SingleBins, Math.Max(0, band - SingleBins) / (double)(Bands - SingleBins));
            edges[band] = Math.Min((int)Math.Round(band < SingleBins ? band : growing), (int)top);
        }

        return edges;
    }
}
