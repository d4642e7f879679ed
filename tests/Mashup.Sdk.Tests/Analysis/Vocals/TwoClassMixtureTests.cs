using Mashup.Sdk.Analysis.Vocals;
using MathNet.Numerics.Distributions;

namespace Mashup.Sdk.Tests.Analysis.Vocals;

public sealed class TwoClassMixtureTests
{
    [Fact]
    public void Fit_TwoGaussians_FindsBoth()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 6000).Select(i => (float)(i % 3 == 0 ? Normal.Sample(random, -2, 0.5) : Normal.Sample(random, 1, 1))).ToArray();

        var mixture = TwoClassMixture.Fit(values);

        Assert.Equal(-2, mixture.LowMean, 0.15);
        Assert.Equal(0.5, mixture.LowDeviation, 0.15);
        Assert.Equal(1, mixture.HighMean, 0.15);
        Assert.Equal(1, mixture.HighDeviation, 0.15);
        Assert.Equal(-1, mixture.Threshold, 0.2);
    }

    [Fact]
    public void Fit_Constant_IsFinite()
    {
        Assert.True(double.IsFinite(TwoClassMixture.Fit(new float[100]).Threshold));
    }
}
