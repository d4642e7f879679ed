using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Dsp;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(192)]
    [InlineData(320)]
    [InlineData(900)]
    public void Forward_RandomSignal_EqualsDirectSum(int size)
    {
        var x = Noise(size);
        var fft = new RealFft(size);
        float[] re = new float[fft.Bins], im = new float[fft.Bins];

        fft.Forward(x, re, im);

        for (var k = 0; k < fft.Bins; k++)
        {
            double sumRe = 0, sumIm = 0;
            for (var i = 0; i < size; i++)
            {
                var angle = -2 * Math.PI * ((long)k * i % size) / size;
                sumRe += x[i] * Math.Cos(angle);
                sumIm += x[i] * Math.Sin(angle);
            }

            Assert.Equal(sumRe, re[k], 1e-4 * Math.Sqrt(size));
            Assert.Equal(sumIm, im[k], 1e-4 * Math.Sqrt(size));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(64)]
    [InlineData(4096)]
    [InlineData(8192)]
    [InlineData(5120)]
    [InlineData(6144)]
    [InlineData(7680)]
    public void Inverse_OfForward_GivesTheSignalBack(int size)
    {
        var x = Noise(size);
        var fft = new RealFft(size);
        float[] re = new float[fft.Bins], im = new float[fft.Bins], y = new float[size];

        fft.Forward(x, re, im);
        fft.Inverse(re, im, y);

        for (var i = 0; i < size; i++)
        {
            Assert.Equal(x[i], y[i], 1e-5);
        }
    }

    private static float[] Noise(int size)
    {
        var random = new Random(size);
        return [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() * 2 - 1)];
    }
}
