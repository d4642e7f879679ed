namespace Mashup.Sdk.Dsp;

/// <summary>Analysis windows.</summary>
internal static class Window
{
    /// <summary>Periodic Hann window: w[i] = 0.5 − 0.5 cos(2π i / size); shifted copies at size / 4 sum to a constant.</summary>
    public static float[] Hann(int size)
    {
        var window = new float[size];
        for (var i = 0; i < size; i++)
        {
            window[i] = (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * i / size));
        }

        return window;
    }
}
