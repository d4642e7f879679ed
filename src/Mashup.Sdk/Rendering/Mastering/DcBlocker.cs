using System.Runtime.Intrinsics;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Takes out what is below hearing: a first-order high-pass at 5 Hz.</summary>
internal sealed class DcBlocker(int sampleRate)
{
    private const double CornerHz = 5;

    private readonly double _keep = Math.Exp(-2 * Math.PI * CornerHz / sampleRate);
    private Vector128<double> _before, _y;

    /// <summary>Filters both channels in place; the state carries over to the next block.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        Vector128<double> pole = Vector128.Create(_keep), gain = Vector128.Create((1 + _keep) / 2), before = _before, y = _y;
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++)
        {
            var x = StereoSample.Read(left[i], right[i]);
            y = pole * y + gain * (x - before);
            before = x;
            StereoSample.Write(y, out left[i], out right[i]);
        }

        (_before, _y) = (before, StereoSample.Settle(y));
    }
}
