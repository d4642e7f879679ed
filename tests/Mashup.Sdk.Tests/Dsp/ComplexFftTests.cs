using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Dsp;

public sealed class ComplexFftTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    [InlineData(2048)]
    public void Transform_RandomSignal_EqualsDirectSum(int size)
    {
        var random = new Random(size);
        float[] re = Noise(random, size), im = Noise(random, size);
        var fft = new ComplexFft(size);
        re.CopyTo(fft.Re);
        im.CopyTo(fft.Im);

        fft.Transform();

        for (var k = 0; k < size; k += Math.Max(1, size / 37))
        {
            double sumRe = 0, sumIm = 0;
            for (var i = 0; i < size; i++)
            {
                var (sin, cos) = Math.SinCos(-2 * Math.PI * ((long)k * i % size) / size);
                sumRe += re[i] * cos - im[i] * sin;
                sumIm += re[i] * sin + im[i] * cos;
            }

            Assert.Equal(sumRe, fft.Re[k], 2e-6 * Math.Sqrt(size) * 4);
            Assert.Equal(sumIm, fft.Im[k], 2e-6 * Math.Sqrt(size) * 4);
        }
    }

    private static float[] Noise(Random random, int size) => [.. Enumerable.Range(0, size).Select(_ => random.NextSingle() * 2 - 1)];
}
