using System.Numerics;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Separation;

/// <summary>Magnitudes as 16-bit logarithms, <see cref="StepsPerOctave"/> to the octave: medians take twice the lanes, and ratios are differences.</summary>
internal static class LogMagnitude
{
    public const int StepsPerOctave = 1024;

    private const float Floor = 1e-12f;

    /// <summary>Stores powers.</summary>
    public static void Compress(ReadOnlySpan<float> power, Span<short> output)
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

    /// <summary>Turns stored magnitudes back into powers.</summary>
    public static void ExpandToPower(ReadOnlySpan<short> row, Span<float> output)
    {
        var scale = new Vector<float>(2 * float.Log(2) / StepsPerOctave);
        var source = MemoryMarshal.Cast<short, Vector<short>>(row);
        var target = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < source.Length; i++)
        {
            Vector.Widen(source[i], out var low, out var high);
            target[2 * i] = Vector.Exp(Vector.ConvertToSingle(low) * scale);
            target[2 * i + 1] = Vector.Exp(Vector.ConvertToSingle(high) * scale);
        }
    }

    /// <summary>Writes ln(<paramref name="row"/> / <paramref name="reference"/>), at most <paramref name="limit"/> either way.</summary>
    public static void Ratio(ReadOnlySpan<short> row, ReadOnlySpan<short> reference, float limit, Span<float> output)
    {
        Vector<float> scale = new(float.Log(2) / StepsPerOctave), most = new(limit), least = -most;
        var a = MemoryMarshal.Cast<short, Vector<short>>(row[..output.Length]);
        var b = MemoryMarshal.Cast<short, Vector<short>>(reference[..output.Length]);
        var target = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < a.Length; i++)
        {
            Vector.Widen(a[i], out var lowA, out var highA);
            Vector.Widen(b[i], out var lowB, out var highB);
            target[2 * i] = Vector.Max(least, Vector.Min(most, Vector.ConvertToSingle(lowA - lowB) * scale));
            target[2 * i + 1] = Vector.Max(least, Vector.Min(most, Vector.ConvertToSingle(highA - highB) * scale));
        }
    }

    /// <summary>Writes ln(<paramref name="row"/>) less an offset, at most <paramref name="limit"/> either way.</summary>
    public static void Relative(ReadOnlySpan<short> row, float offset, float limit, Span<float> output)
    {
        Vector<float> scale = new(float.Log(2) / StepsPerOctave), most = new(limit), least = -most, zero = new(offset);
        var source = MemoryMarshal.Cast<short, Vector<short>>(row[..output.Length]);
        var target = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < source.Length; i++)
        {
            Vector.Widen(source[i], out var low, out var high);
            target[2 * i] = Vector.Max(least, Vector.Min(most, Vector.ConvertToSingle(low) * scale - zero));
            target[2 * i + 1] = Vector.Max(least, Vector.Min(most, Vector.ConvertToSingle(high) * scale - zero));
        }
    }
}
