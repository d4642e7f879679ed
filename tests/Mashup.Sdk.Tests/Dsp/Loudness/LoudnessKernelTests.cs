using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Tests.Dsp.Loudness;

public sealed class LoudnessKernelTests
{
    [Fact]
    public void AddStereo_Noise_ReadsWhatTheChannelsReadOneByOne()
    {
        float[] left = Noise(1, 0.3f), right = Noise(2, 0.1f);
        LoudnessMeter together = new(44100, 2), apart = new(44100, 2);

        for (var i = 0; i < left.Length; i += 1000)
        {
            together.AddStereo(left.AsSpan(i, 1000), right.AsSpan(i, 1000));
            apart.Add(0, left.AsSpan(i, 1000));
            apart.Add(1, right.AsSpan(i, 1000));
        }

        Assert.Equal(apart.StepPowers(), together.StepPowers());
    }

    [Fact]
    public void Energies_Noise_EqualsTheDifferenceEquationsOfTheStandard()
    {
        // ITU-R BS.1770-4, tables 1 and 2, at 48 kHz.
        var noise = Noise(3, 0.5f);
        double x1 = 0, x2 = 0, u1 = 0, u2 = 0, y1 = 0, y2 = 0, expected = 0;
        foreach (double x in noise)
        {
            var u = 1.53512485958697 * x - 2.69169618940638 * x1 + 1.19839281085285 * x2 + 1.69065929318241 * u1 - 0.73248077421585 * u2;
            var y = u - 2 * u1 + u2 + 1.99004745483398 * y1 - 0.99007225036621 * y2;
            (x2, x1, u2, u1, y2, y1) = (x1, x, u1, u, y1, y);
            expected += y * y;
        }

        var (first, second) = KWeighting.Energies(new KWeighting(48000), new KWeighting(48000), noise, new float[noise.Length]);

        Assert.Equal(expected, first, expected * 1e-6);
        Assert.Equal(0, second);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(20000)]
    public void TruePeak_Noise_EqualsTheInterpolationOfEverySample(int length)
    {
        var noise = Noise(4, 0.5f)[..length];
        var sut = new TruePeakMeter(1);

        for (var i = 0; i < length; i += 777)
        {
            sut.Add(0, noise.AsSpan(i, Math.Min(777, length - i)));
        }

        Assert.Equal(Interpolated(noise), sut.TruePeak(), 2e-6);
    }

    /// <summary>The meter's definition, straight: Kaiser-windowed sinc of 24 taps, each phase's gain one.</summary>
    private static double Interpolated(float[] signal)
    {
        var peak = signal.Max(Math.Abs);
        foreach (var offset in (double[])[0.25, 0.5, 0.75])
        {
            var taps = Enumerable.Range(0, 24).Select(k => Tap(k - 11 - offset)).ToArray();
            var gain = taps.Sum();
            for (var n = -24; n < signal.Length + 24; n++)
            {
                var sum = 0.0;
                for (var k = 0; k < 24; k++)
                {
                    sum += n + k >= 0 && n + k < signal.Length ? taps[k] / gain * signal[n + k] : 0;
                }

                peak = (float)Math.Max(peak, Math.Abs(sum));
            }
        }

        return peak;
    }

    private static double Tap(double x) => Bessel(7 * Math.Sqrt(Math.Max(0, 1 - x * x / 144))) / Bessel(7) * Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Bessel(double x) => Enumerable.Range(0, 40).Aggregate((Sum: 0.0, Term: 1.0), (a, k) => (a.Sum + a.Term, a.Term * (x * x / 4) / ((k + 1.0) * (k + 1)))).Sum;

    private static float[] Noise(int seed, float gain)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 60000).Select(_ => gain * (random.NextSingle() * 2 - 1))];
    }
}
