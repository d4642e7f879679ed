namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Smooths a curve with a Gaussian, made of three running means; beyond its ends the curve goes on as it ends.</summary>
/// <param name="sigma">Standard deviation, samples.</param>
/// <remarks>
/// 1. Three running means one after the other come close to a Gaussian (central limit theorem; W. M. Wells, IEEE TPAMI 8(2), 1986).
/// 2. Each costs one running sum, whatever its width.
/// </remarks>
internal sealed class GaussianSmoother(double sigma)
{
    private const int Passes = 3;

    // The variance of a mean over 2r + 1 samples is r(r + 1) / 3; three of them add up.
    private readonly int _radius = Math.Max(1, (int)Math.Round((Math.Sqrt(1 + 4 * sigma * sigma) - 1) / 2));

    /// <summary>The smoothed curve.</summary>
    public float[] Smooth(float[] values)
    {
        var result = (float[])values.Clone();
        var sums = new double[values.Length + 2 * _radius + 1];
        for (var pass = 0; pass < Passes && values.Length > 0; pass++)
        {
            for (var i = 0; i + 1 < sums.Length; i++)
            {
                sums[i + 1] = sums[i] + result[Math.Clamp(i - _radius, 0, result.Length - 1)];
            }

            for (var i = 0; i < result.Length; i++)
            {
                result[i] = (float)((sums[i + 2 * _radius + 1] - sums[i]) / (2 * _radius + 1));
            }
        }

        return result;
    }
}
