using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Tests.Analysis.Vocals;

public sealed class GaussianSmootherTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    public void Smooth_Impulse_IsAGaussianOfThatDeviation(double sigma)
    {
        var impulse = new float[201];
        impulse[100] = 1;

        var smoothed = new GaussianSmoother(sigma).Smooth(impulse);

        var variance = smoothed.Select((v, i) => v * (i - 100.0) * (i - 100)).Sum();
        Assert.Equal(1, smoothed.Sum(), 1e-5);
        Assert.Equal(sigma, Math.Sqrt(variance), 0.15 * sigma);
        Assert.Equal(1 / (sigma * Math.Sqrt(2 * Math.PI)), smoothed[100], 0.02);
    }

    [Fact]
    public void Smooth_Constant_StaysConstantUpToTheEnds()
    {
        Assert.All(new GaussianSmoother(5).Smooth([.. Enumerable.Repeat(2f, 20)]), v => Assert.Equal(2, v, 1e-5));
    }
}
