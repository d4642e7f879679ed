using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Dsp;

public sealed class DecimatorTests
{
    private const int Rate = 44100;
    private const int Factor = 4;

    [Theory]
    [InlineData(60)]
    [InlineData(440)]
    [InlineData(2000)]
    public void Process_ToneBelowTheBand_IsTheToneAtTheOutputsPlaces(double hz)
    {
        var output = Decimate(i => Math.Sin(2 * Math.PI * hz * i / Rate), 1024);

        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(Math.Sin(2 * Math.PI * hz * i * Factor / Rate), output[i], 1e-3);
        }
    }

    [Fact]
    public void Process_ToneThatWouldFoldIntoTheBand_IsGone()
    {
        var output = Decimate(i => Math.Sin(2 * Math.PI * 9900 * i / Rate), 1024);

        Assert.All(output, y => Assert.InRange(y, -3e-4f, 3e-4f));
    }

    [Fact]
    public void Process_Impulse_GivesTheKernelWhicheverLineItFallsOn()
    {
        // The sums of a constant's lines are one: an impulse on each of four neighbours adds up to what a step of four samples gives.
        var single = Enumerable.Range(0, Factor).Select(offset => Decimate(i => i == 400 + offset ? 1 : 0, 256)).ToArray();
        var together = Decimate(i => i is >= 400 and < 400 + Factor ? 1 : 0, 256);

        for (var i = 0; i < together.Length; i++)
        {
            Assert.Equal(single.Sum(s => s[i]), together[i], 1e-6);
        }

        Assert.Equal(1, together.Sum(), 1e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(1000)]
    public void Process_LessThanABlock_GivesTheSameSamples(int length)
    {
        var whole = Decimate(i => Math.Sin(0.01 * i * i % 7), 1024);
        var part = Decimate(i => Math.Sin(0.01 * i * i % 7), length);

        Assert.Equal(whole[..length], part);
    }

    private static float[] Decimate(Func<int, double> signal, int length)
    {
        var sut = new Decimator(Factor, 1024);
        var output = new float[length];
        sut.Process([.. Enumerable.Range(-sut.Reach, sut.InputLength).Select(i => (float)signal(i))], output);
        return output;
    }
}
