using System.Runtime.Intrinsics;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Takes out what is below hearing: a first-order high-pass at 5 Hz.</summary>
internal static class DcBlocker
{
    private const double CornerHz = 5;

    /// <summary>Filters both channels in place.</summary>
    public static void Process(Span<float> left, Span<float> right, int sampleRate)
    {
        var keep = Math.Exp(-2 * Math.PI * CornerHz / sampleRate);
        Vector128<double> pole = Vector128.Create(keep), gain = Vector128.Create((1 + keep) / 2), before = default, y = default;
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var x = StereoSample.Read(left[i], right[i]);
            y = StereoSample.Settle(pole * y + gain * (x - before));
            before = x;
            (left[i], right[i]) = ((float)y[0], (float)y[1]);
        }
    }
}
