using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Reads beyond the ends of a signal.</summary>
internal static class Mirror
{
    /// <summary>The sample that lies at a place of the endlessly mirrored signal; edge samples are not repeated.</summary>
    public static int Index(long place, int length)
    {
        if (length <= 1)
        {
            return 0;
        }

        var period = 2L * (length - 1);
        var wrapped = (place % period + period) % period;
        return (int)Math.Min(wrapped, period - wrapped);
    }

    /// <summary>Copies <paramref name="target"/>.Length samples from <paramref name="start"/> on, which may lie outside.</summary>
    public static void Read(ReadOnlySpan<float> signal, long start, PadMode beyond, Span<float> target)
    {
        var first = (int)Math.Clamp(-start, 0, target.Length);
        var last = (int)Math.Clamp(signal.Length - start, first, target.Length);
        if (last > first)
        {
            signal[(int)(start + first)..(int)(start + last)].CopyTo(target[first..]);
        }

        if (beyond == PadMode.Zero || signal.Length == 0)
        {
            target[..first].Clear();
            target[last..].Clear();
            return;
        }

        for (var i = 0; i < first; i++)
        {
            target[i] = signal[Index(start + i, signal.Length)];
        }

        for (var i = last; i < target.Length; i++)
        {
            target[i] = signal[Index(start + i, signal.Length)];
        }
    }
}
