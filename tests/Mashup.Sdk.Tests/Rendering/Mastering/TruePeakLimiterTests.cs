using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;
using Mashup.Sdk.Rendering.Mastering;

namespace Mashup.Sdk.Tests.Rendering.Mastering;

public sealed class TruePeakLimiterTests
{
    public static TheoryData<string> Signals { get; } = ["sine", "quarter", "noise", "clicks", "square", "burst", "first sample"];

    [Theory]
    [MemberData(nameof(Signals))]
    public void Process_HotSignal_StaysUnderTheCeilingBetweenSamplesToo(string name)
    {
        var output = Limit(Signal(name), -1);

        Assert.True(Oversampled(output) <= Math.Pow(10, -0.9 / 20), $"{20 * Math.Log10(Oversampled(output)):0.00} dBTP");
    }

    [Fact]
    public void Process_BelowTheCeiling_IsTheInput()
    {
        var input = Soft(Mix.Noise(2, 3, 0.5f));

        Assert.True(Mix.Difference(input, 0, Limit(input, -1), 0, input.Length) < -120);
    }

    [Fact]
    public void Process_SteadyBass_IsTurnedDownAndNotDistorted()
    {
        var input = Mix.Sine(4, 50, 2f);

        var output = Limit(input, -1);

        var gain = output.Channel(0)[44100 + 220] / input.Channel(0)[44100 + 220];
        Assert.True(Mix.Difference(Mix.Sine(4, 50, 2f * gain), 44100, output, 44100, 88200) < -80);
    }

    [Fact]
    public void Process_LonePeaks_LeaveTheRestAlone()
    {
        var input = Mix.Make(6, (i, _) => 0.1f * (float)Math.Sin(i * 0.05) + (i % 44100 == 22050 ? 2f : 0));

        var output = Limit(input, -1);

        for (var i = 44100; i < 5 * 44100; i += 44100)
        {
            Assert.True(Mix.Difference(input, i, output, i, 18000) < -60);
        }
    }

    [Fact]
    public void TruePeaks_SineBetweenItsSamples_AreItsAmplitude()
    {
        // fs/4 at 45°: the samples are 3 dB below the peaks.
        var peaks = TruePeaks.Of(Mix.Make(1, (i, _) => (float)Math.Sin(Math.PI / 2 * i + Math.PI / 4)), default);

        Assert.All(peaks[10..^10], p => Assert.Equal(1, p, 0.002f));
    }

    internal static AudioBuffer Limit(AudioBuffer input, double ceiling)
    {
        var output = new AudioBuffer(input.SampleRate, input.ChannelCount, input.Length);
        new TruePeakLimiter(ceiling, input.SampleRate).Process(input, TruePeaks.Of(input, default), 1, output, default);
        return output;
    }

    private static AudioBuffer Signal(string name)
    {
        var random = new Random(11);
        return name switch
        {
            "sine" => Mix.Sine(0.5, 100, 2f),
            "quarter" => Mix.Make(0.5, (i, c) => 1.9f * (float)Math.Sin((1.5 + c * 0.9) * i + 0.7)),
            "noise" => Soft(Mix.Noise(0.5, 5, 6f)),
            "clicks" => Soft(Mix.Make(2, (i, _) => i % 9973 == 100 ? 8f : 0)),
            "square" => Soft(Mix.Make(0.5, (i, _) => i / 44 % 2 == 0 ? 0.99f : -0.99f)),
            "burst" => Soft(Mix.Make(1, (i, _) => (float)(6 * Math.Exp(-i % 11025 / 2000.0) * (2 * random.NextDouble() - 1)))),
            _ => Mix.Make(1, (i, _) => i == 0 || i == 44099 ? 3f : 0.1f),
        };
    }

    // Music holds next to nothing above 20 kHz; a waveform that does has no true peak that two interpolators agree on.
    private static AudioBuffer Soft(AudioBuffer audio)
    {
        for (var pass = 0; pass < 3; pass++)
        {
            for (var c = 0; c < audio.ChannelCount; c++)
            {
                for (var i = audio.Length - 1; i > 0; i--)
                {
                    audio.Channel(c)[i] = (audio.Channel(c)[i] + audio.Channel(c)[i - 1]) / 2;
                }
            }
        }

        return audio;
    }

    // An oracle of its own: direct sinc interpolation at 16 points a sample around every sample that could matter.
    private static double Oversampled(AudioBuffer audio)
    {
        var kernel = Enumerable.Range(0, 16).Select(p => Enumerable.Range(-40, 82).Select(k => Kernel(p / 16.0 - k)).ToArray()).ToArray();
        var peak = 0.0;
        for (var c = 0; c < audio.ChannelCount; c++)
        {
            var x = audio.Channel(c);
            for (var n = 0; n + 1 < x.Length; n++)
            {
                if (Math.Abs(x[n]) + Math.Abs(x[n + 1]) < 0.9)
                {
                    continue;
                }

                for (var p = 0; p < 16; p++)
                {
                    double sum = 0;
                    for (var k = Math.Max(0, n - 40); k < Math.Min(x.Length, n + 42); k++)
                    {
                        sum += x[k] * kernel[p][k - n + 40];
                    }

                    peak = Math.Max(peak, Math.Abs(sum));
                }
            }
        }

        return peak;
    }

    private static double Kernel(double d) => d == 0 ? 1 : Math.Sin(Math.PI * d) / (Math.PI * d) * (0.5 + 0.5 * Math.Cos(Math.PI * d / 42));
}
