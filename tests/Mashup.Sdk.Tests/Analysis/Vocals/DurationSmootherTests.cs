using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Tests.Analysis.Vocals;

public sealed class DurationSmootherTests
{
    [Fact]
    public void Smooth_NoEvidence_GivesTheShareOfTheExpectedDurations()
    {
        var posterior = new DurationSmoother(30, 10).Smooth(new float[100]);

        Assert.All(posterior, p => Assert.Equal(0.75, p, 1e-5));
    }

    [Fact]
    public void Smooth_OneContraryFrame_IsOverruledByItsNeighbours()
    {
        var odds = Enumerable.Repeat(1f, 50).ToArray();
        odds[25] = -3;

        Assert.True(new DurationSmoother(30, 10).Smooth(odds)[25] > 0.5f);
    }

    [Fact]
    public void Smooth_ShortSequence_EqualsSumOverAllPaths()
    {
        float[] odds = [0.5f, -1, 2, -0.3f];
        const double stay = 1 - 1 / 5.0, enter = 1 / 4.0, start = enter / (enter + 1 - stay);
        var sums = new double[odds.Length];
        var total = 0.0;
        for (var path = 0; path < 1 << odds.Length; path++)
        {
            bool On(int t) => (path >> t & 1) == 1;
            var p = On(0) ? start : 1 - start;
            for (var t = 0; t < odds.Length; t++)
            {
                p *= On(t) ? Math.Exp(odds[t]) : 1;
                p *= t == 0 ? 1 : (On(t - 1), On(t)) switch { (true, true) => stay, (true, false) => 1 - stay, (false, true) => enter, _ => 1 - enter };
            }

            total += p;
            for (var t = 0; t < odds.Length; t++)
            {
                sums[t] += On(t) ? p : 0;
            }
        }

        var posterior = new DurationSmoother(5, 4).Smooth(odds);

        for (var t = 0; t < odds.Length; t++)
        {
            Assert.Equal(sums[t] / total, posterior[t], 1e-5);
        }
    }
}
