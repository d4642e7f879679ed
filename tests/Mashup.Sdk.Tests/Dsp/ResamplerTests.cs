using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Dsp;

public class ResamplerTests
{
    [Theory]
    [InlineData(44100, 48000, 1000)]
    [InlineData(48000, 44100, 19000)]
    [InlineData(44100, 22050, 9000)]
    [InlineData(22050, 44100, 9500)]
    [InlineData(96000, 44100, 19500)]
    [InlineData(44100, 44099, 15000)]
    [InlineData(8000, 44100, 3500)]
    public void Resample_Sine_EqualsTheSineAtTheNewRate(int from, int to, double hertz)
    {
        var output = Resampler.Resample(Sine(hertz, from, from / 2), from, to, default);
        var exact = Sine(hertz, to, output.Length);

        Assert.True(WorstDb(output, exact) < -98, $"{WorstDb(output, exact):F1} dB");
    }

    [Theory]
    [InlineData(48000, 44100, 22100)]
    [InlineData(44100, 16000, 8010)]
    [InlineData(44100, 22050, 15000)]
    [InlineData(44100, 44099, 22049.9)]
    public void Resample_ToneAboveTheNewNyquist_IsSuppressedBy100Db(int from, int to, double hertz)
    {
        var output = Resampler.Resample(Sine(hertz, from, from / 2), from, to, default);

        Assert.True(WorstDb(output, new float[output.Length]) < -100, $"{WorstDb(output, new float[output.Length]):F1} dB");
    }

    [Theory]
    [InlineData(0, 44100, 48000, 0)]
    [InlineData(1, 44100, 48000, 1)]
    [InlineData(1, 44100, 8000, 0)]
    [InlineData(44100, 44100, 48000, 48000)]
    [InlineData(12345, 48000, 44100, 11342)]
    [InlineData(777, 44100, 44100, 777)]
    public void Resample_AnyLength_IsRounded(int length, int from, int to, int expected) =>
        Assert.Equal(expected, Resampler.Resample(new float[length], from, to, default).Length);

    [Theory]
    [InlineData(48000, 44100, 1)]
    [InlineData(48000, 44100, 1000)]
    [InlineData(8000, 44100, 333)]
    [InlineData(96000, 44100, 5000)]
    [InlineData(44100, 44099, 777)]
    public void Stream_InPieces_EqualsTheWhole(int from, int to, int piece)
    {
        var input = Sine(0.3 * Math.Min(from, to), from, 6001);
        var stream = new StreamResampler(from, to);
        var output = new List<float>();
        for (var start = 0; start < input.Length; start += piece)
        {
            output.AddRange(stream.Add(input.AsSpan(start, Math.Min(piece, input.Length - start))));
        }

        output.AddRange(stream.Finish());

        Assert.Equal(Resampler.Resample(input, from, to, default), output);
    }

    [Fact]
    public void Resample_Constant_StaysThatConstant()
    {
        var input = new float[4000];
        Array.Fill(input, 0.5f);
        var output = Resampler.Resample(input, 44100, 48000, default);

        Assert.All(output[200..^200], v => Assert.Equal(0.5f, v, 1e-6f));
    }

    [Fact]
    public void Resample_Impulse_StaysWhereItWas()
    {
        var input = new float[2000];
        input[1000] = 1;
        var output = Resampler.Resample(input, 44100, 88200, default);

        Assert.Equal(2000, Array.IndexOf(output, output.Max()));
        for (var d = 1; d < 100; d++)
        {
            Assert.Equal(output[2000 - d], output[2000 + d], 1e-6f);
        }
    }

    [Fact]
    public void Resample_EqualRates_IsACopy()
    {
        var input = Sine(440, 44100, 100);

        Assert.Equal(input, Resampler.Resample(input, 44100, 44100, default));
    }

    [Fact]
    public void Resample_Cancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(() => Resampler.Resample(new float[100], 44100, 48000, new CancellationToken(true)));

    [Theory]
    [InlineData(0.7)]
    [InlineData(1.0594630943592953)]
    [InlineData(1.9)]
    public void Read_ArbitraryStep_EqualsTheSineAtItsPositions(double step)
    {
        var input = Sine(5000, 44100, 20000);
        var output = new float[5000];
        new SincReader(step).Read(input, 1234.567, output);

        for (var i = 0; i < output.Length; i++)
        {
            Assert.Equal(Math.Sin(2 * Math.PI * 5000 / 44100 * (1234.567 + i * step)), output[i], 1e-5);
        }
    }

    [Fact]
    public void Read_FasterThanTheTone_SuppressesTheAlias()
    {
        var output = new float[5000];
        new SincReader(1.5).Read(Sine(15000, 44100, 20000), 1000, output);

        Assert.All(output, v => Assert.Equal(0, v, 1e-5f));
    }

    [Fact]
    public void Read_OutsideTheInput_IsSilent()
    {
        var output = new float[10];
        new SincReader(1).Read(Sine(1000, 44100, 500), -5000, output);
        Assert.All(output, v => Assert.Equal(0, v));
        new SincReader(1).Read(Sine(1000, 44100, 500), 5000, output);
        Assert.All(output, v => Assert.Equal(0, v));
    }

    [Fact]
    public void Apply_Vectorised_EqualsTheScalarSum()
    {
        var kernel = new SincKernel(1, 7);
        var input = Sine(3000, 44100, 300);
        for (var start = -kernel.Taps; start < 300; start++)
        {
            var sum = 0.0;
            for (var k = 0; k < kernel.Taps; k++)
            {
                sum += start + k >= 0 && start + k < 300 ? (double)kernel.Row(3)[k] * input[start + k] : 0;
            }

            Assert.Equal(sum, SincReader.Apply(kernel.Row(3), input, start), 1e-6);
        }
    }

    private static float[] Sine(double hertz, int rate, int length) =>
        [.. Enumerable.Range(0, length).Select(i => (float)Math.Sin(2 * Math.PI * hertz * i / rate))];

    /// <summary>The largest difference, without the ends, where the filter meets the silence outside.</summary>
    private static double WorstDb(float[] actual, float[] exact)
    {
        var edge = actual.Length / 8;
        var worst = 1e-9;
        for (var i = edge; i < actual.Length - edge; i++)
        {
            worst = Math.Max(worst, Math.Abs(actual[i] - exact[i]));
        }

        return 20 * Math.Log10(worst);
    }
}
