namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Takes out what is below hearing: a first-order high-pass at 5 Hz.</summary>
internal static class DcBlocker
{
    private const double CornerHz = 5;

    /// <summary>Filters one channel in place.</summary>
    public static void Process(Span<float> samples, int sampleRate)
    {
        var pole = Math.Exp(-2 * Math.PI * CornerHz / sampleRate);
        double x1 = 0, y = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            double x = samples[i];
            y = pole * y + (1 + pole) / 2 * (x - x1);
            x1 = x;
            samples[i] = (float)y;
            if (Math.Abs(y) < 1e-30)
            {
                y = 0;
            }
        }
    }
}
