using System.Numerics;
using System.Runtime.InteropServices;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>The latest magnitude frames of a song, each beside a short description of its spectrum, in constant memory.</summary>
/// <remarks>
/// Magnitudes are the upper 16 bits of their floats (0.4 % steps): they order like 16-bit integers, so medians run on twice the lanes in half the memory.
/// Descriptions are unit vectors of <see cref="Bands"/> band energies, packed in groups of <see cref="Group"/> frames so that a product with many frames reads memory in order.
/// </remarks>
internal sealed class MagnitudeRing
{
    public const int Bands = 96;
    public const int Group = 16;
    public const int Margin = 16;

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
        for (var bin = 0; bin < _layout.Bins; bin++)
        {
            row[Margin + bin] = (short)(BitConverter.SingleToInt32Bits(MathF.Sqrt(power[bin])) >> 16);
        }

        for (var i = 1; i <= Margin; i++)
        {
            row[Margin - i] = row[Margin + i - 1];
            row[Margin + _layout.Bins - 1 + i] = row[Margin + Math.Max(0, _layout.Bins - i)];
        }
    }

    /// <summary>Turns stored magnitudes back into floats.</summary>
    public static void Widen(ReadOnlySpan<short> row, Span<float> output)
    {
        var source = MemoryMarshal.Cast<short, Vector<short>>(row);
        var target = MemoryMarshal.Cast<float, Vector<int>>(output);
        for (var i = 0; i < source.Length; i++)
        {
            Vector.Widen(source[i], out var low, out var high);
            target[2 * i] = low << 16;
            target[2 * i + 1] = high << 16;
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
