namespace Mashup.Sdk.Dsp;

/// <summary>The modified Bessel function that the Kaiser window is made of.</summary>
internal static class Bessel
{
    /// <summary>First kind, order 0, by its series (Abramowitz and Stegun 9.6.12); terms end where they no longer count.</summary>
    public static double I0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
