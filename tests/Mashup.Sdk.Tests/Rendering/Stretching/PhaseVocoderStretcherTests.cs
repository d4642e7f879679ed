using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Stretching;
using static Mashup.Sdk.Tests.Rendering.Stretching.TestSignals;

namespace Mashup.Sdk.Tests.Rendering.Stretching;

public class PhaseVocoderStretcherTests
{
    private static PhaseVocoderStretcher CreateSut() => new();

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.8, 0)]
    [InlineData(0.9731, 1)]
    [InlineData(1, -3)]
    [InlineData(1.25, 0)]
    [InlineData(2, 12)]
    public void Stretch_AnyRatio_HasExactlyTheLengthAskedFor(double speed, double semitones)
    {
        var input = Tone(440, 0.5);
        var request = AtSpeed(input, speed, semitones);

        var output = CreateSut().Stretch(input, request, default);

        Assert.Equal(request.OutputLength, output.Length);
        Assert.Equal(2, output.ChannelCount);
        Assert.Equal(Rate, output.SampleRate);
    }

    [Fact]
    public void Stretch_SlopeOneNoShift_IsTheInputItself()
    {
        var input = Noise(1, 1);
        var request = new StretchRequest { OutputLength = 30000, Map = [new(0, -1000), new(15000, 14000), new(20000, 19000)] };

        var output = CreateSut().Stretch(input, request, default);

        for (var c = 0; c < 2; c++)
        {
            Assert.All(output.Channel(c)[..1000].ToArray(), v => Assert.Equal(0, v));
            Assert.Equal(input.Channel(c)[..29000].ToArray(), output.Channel(c)[1000..].ToArray());
        }
    }

    [Fact]
    public void Stretch_SlopeOneInTheMiddle_IsTheInputItselfThere()
    {
        var input = Noise(3, 1);
        var request = new StretchRequest { OutputLength = 120000, Map = [new(0, 0), new(20000, 22000), new(90000, 92000), new(120000, 118000)] };

        var output = CreateSut().Stretch(input, request, default);

        Assert.Equal(input.Channel(0)[30000..84000].ToArray(), output.Channel(0)[28000..82000].ToArray());
        Assert.True(Rms(output.Channel(0)[86000..110000]) > 0.2);
    }

    [Theory]
    [InlineData(0.8, 0, StretchQuality.Best)]
    [InlineData(1.25, 0, StretchQuality.Best)]
    [InlineData(1.07, 2, StretchQuality.Best)]
    [InlineData(0.9, 0, StretchQuality.Fast)]
    public void Stretch_Clicks_LandWithin300Microseconds(double speed, double semitones, StretchQuality quality)
    {
        int[] positions = [8000, 16000, 22400, 37000, 52345, 61000, 75000];
        var input = Clicks(2, positions);

        var output = CreateSut().Stretch(input, AtSpeed(input, speed, semitones, quality), default);

        foreach (var expected in positions.Select(p => p / speed))
        {
            Assert.InRange(LoudestNear(output, (int)expected), expected - 0.0003 * Rate, expected + 0.0003 * Rate);
        }
    }

    [Fact]
    public void Stretch_Click_StaysSharp()
    {
        var input = Clicks(2, [44100]);

        var output = CreateSut().Stretch(input, AtSpeed(input, 0.8), default).Channel(0);

        var inside = TensorPrimitives.SumOfSquares(output.Slice(55125 - 44, 88));
        var around = TensorPrimitives.SumOfSquares(output.Slice(55125 - 1323, 2646)) - inside;
        Assert.True(10 * Math.Log10(around / inside) < -18, $"{10 * Math.Log10(around / inside):F1} dB of the click's energy lie around it");
    }

    [Theory]
    [InlineData(110, 0.8, 0)]
    [InlineData(440, 1.25, 0)]
    [InlineData(440, 1, 3)]
    [InlineData(1000, 0.9, -2.5)]
    [InlineData(3000, 1.1, -7)]
    public void Stretch_Tone_HasItsPitchWithinHalfACent(double hertz, double speed, double semitones)
    {
        var input = Tone(hertz, 3);
        var expected = hertz * Math.Pow(2, semitones / 12);

        var output = CreateSut().Stretch(input, AtSpeed(input, speed, semitones), default).Channel(0);
        var measured = Frequency(output[20000..^20000], expected);

        Assert.InRange(1200 * Math.Log2(measured / expected), -0.5, 0.5);
        Assert.InRange(Rms(output[20000..^20000]), 0.9 * 0.3 / Math.Sqrt(2), 1.1 * 0.3 / Math.Sqrt(2));
    }

    [Theory]
    [InlineData(1, -3)]
    [InlineData(1.1, 0)]
    [InlineData(1, 3)]
    public void Stretch_LowChord_KeepsItsTonesInTune(double speed, double semitones)
    {
        double[] chord = [165, 208, 247];
        var input = new AudioBuffer(Rate, 2, 3 * Rate);
        foreach (var tone in chord.Select(h => Tone(h, 3, right: 0.5)))
        {
            for (var c = 0; c < 2; c++)
            {
                TensorPrimitives.Add(input.Channel(c), tone.Channel(c), input.Channel(c));
            }
        }

        var output = CreateSut().Stretch(input, AtSpeed(input, speed, semitones), default).Channel(0)[20000..^20000];

        // Without each bin's own past they drift towards each other by up to 40 cents.
        foreach (var expected in chord.Select(h => h * Math.Pow(2, semitones / 12)))
        {
            Assert.InRange(1200 * Math.Log2(Frequency(output, expected) / expected), -4, 4);
        }
    }

    [Fact]
    public void Stretch_Stereo_KeepsLevelAndPhaseBetweenChannels()
    {
        var input = Tone(700, 2, right: 0.4, rightPhase: 1);

        var output = CreateSut().Stretch(input, AtSpeed(input, 0.85, 2), default);
        ReadOnlySpan<float> left = output.Channel(0)[20000..60000], right = output.Channel(1)[20000..60000];
        var hertz = 700 * Math.Pow(2, 2 / 12.0);

        Assert.InRange(Rms(right) / Rms(left), 0.399, 0.401);
        Assert.InRange(Math.IEEERemainder(Phase(right, hertz) - Phase(left, hertz), 2 * Math.PI), 0.99, 1.01);
    }

    [Fact]
    public void Stretch_SlopesThatDifferSlightly_DoNotClick()
    {
        var input = Tone(440, 6);
        List<StretchPoint> map = [new(0, 0)];
        for (var beat = 1; beat < 12; beat++)
        {
            map.Add(new(22050 * beat, map[^1].Input + 22050 * (1.03 + 0.004 * (beat % 3))));
        }

        var output = CreateSut().Stretch(input, new StretchRequest { OutputLength = 240000, Map = map }, default).Channel(0);

        // A tone obeys y[i−1] + y[i+1] = 2 cos ω y[i]; what is left over is a click.
        var turn = 2 * Math.Cos(2 * Math.PI * 440 / Rate);
        for (var i = 10000; i < 230000; i++)
        {
            Assert.InRange(output[i - 1] + output[i + 1] - turn * output[i], -0.0005, 0.0005);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void Stretch_HardlyAnyInput_IsFinite(int length)
    {
        var input = new AudioBuffer(Rate, 1, length);
        input.Channel(0).Fill(0.5f);
        foreach (var semitones in (double[])[0, 5, -5])
        {
            var request = new StretchRequest { OutputLength = 5000, Map = [new(0, 0), new(1000, 1100)], Semitones = semitones };

            var output = CreateSut().Stretch(input, request, default);

            Assert.Equal(5000, output.Length);
            Assert.All(output.Channel(0).ToArray(), v => Assert.True(float.IsFinite(v)));
        }
    }

    [Fact]
    public void Stretch_Silence_StaysSilent()
    {
        var output = CreateSut().Stretch(new AudioBuffer(Rate, 2, 50000), AtSpeed(new AudioBuffer(Rate, 2, 50000), 1.1, 1), default);

        Assert.All(output.Channel(0).ToArray(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Stretch_NotANumberInTheInput_IsFinite()
    {
        var input = Noise(1, 2);
        input.Channel(0)[5000] = float.NaN;
        input.Channel(1)[9000] = float.PositiveInfinity;

        var output = CreateSut().Stretch(input, AtSpeed(input, 0.9, 1) with { KeepFormants = true }, default);

        Assert.All(output.Channel(0).ToArray().Concat(output.Channel(1).ToArray()), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Stretch_MapOutsideTheInput_IsSilentThere()
    {
        var input = Tone(440, 1);
        var request = new StretchRequest { OutputLength = 100000, Map = [new(0, -22000.25), new(50000, 33000.5), new(100000, 88000.75)] };

        var output = CreateSut().Stretch(input, request, default).Channel(0);

        Assert.True(Rms(output[..15000]) < 1e-4);
        Assert.True(Rms(output[25000..55000]) > 0.2);
        Assert.True(Rms(output[70000..]) < 1e-4);
    }

    [Fact]
    public void Stretch_Twice_GivesTheSameSamples()
    {
        var input = Clicks(1, [10000, 20000]);
        var request = AtSpeed(input, 0.93, 1.5) with { KeepFormants = true };

        var first = CreateSut().Stretch(input, request, default);
        var second = CreateSut().Stretch(input, request, default);

        Assert.Equal(first.Channel(0).ToArray(), second.Channel(0).ToArray());
    }

    [Fact]
    public void Stretch_KeepFormants_KeepsTheEnvelope()
    {
        // A buzz at 150 Hz through one broad resonance at 1200 Hz.
        var input = new AudioBuffer(Rate, 1, 2 * Rate);
        for (var h = 1; h < 100; h++)
        {
            var level = 0.05 / (1 + Math.Pow((150 * h - 1200) / 300.0, 2));
            for (var i = 0; i < input.Length; i++)
            {
                input.Channel(0)[i] += (float)(level * Math.Sin(2 * Math.PI * 150 * h * i / Rate + h * h));
            }
        }

        var request = AtSpeed(input, 1, 5);
        var moved = Centroid(CreateSut().Stretch(input, request, default));
        var kept = Centroid(CreateSut().Stretch(input, request with { KeepFormants = true }, default));

        Assert.InRange(moved / Centroid(input), 1.28, 1.39);
        Assert.InRange(kept / Centroid(input), 0.92, 1.08);
    }

    [Fact]
    public void Stretch_Cancelled_Stops()
    {
        var input = Tone(440, 1);

        Assert.Throws<OperationCanceledException>(() => CreateSut().Stretch(input, AtSpeed(input, 0.9), new CancellationToken(true)));
    }

    [Fact]
    public void Stretch_MapThatDescends_SaysWhere()
    {
        var request = new StretchRequest { OutputLength = 10, Map = [new(0, 0), new(5, 5), new(8, 4)] };

        var error = Assert.Throws<ArgumentException>(() => CreateSut().Stretch(Tone(440, 0.1), request, default));

        Assert.Contains("point 2", error.Message, StringComparison.Ordinal);
    }

    private static double Rms(ReadOnlySpan<float> samples) => Math.Sqrt(TensorPrimitives.SumOfSquares(samples) / samples.Length);

    private static int LoudestNear(AudioBuffer buffer, int position)
    {
        var best = position;
        var loudest = 0f;
        for (var i = Math.Max(1, position - 2000); i < Math.Min(buffer.Length, position + 2000); i++)
        {
            var v = Math.Abs(buffer.Channel(0)[i] - buffer.Channel(0)[i - 1]);
            (best, loudest) = v > loudest ? (i, v) : (best, loudest);
        }

        return best;
    }

    private static double Centroid(AudioBuffer buffer)
    {
        var fft = new Mashup.Sdk.Dsp.RealFft(32768);
        float[] re = new float[fft.Bins], im = new float[fft.Bins];
        fft.Forward(buffer.Channel(0).Slice(20000, 32768), re, im);
        double sum = 0, weighted = 0;
        for (var b = 0; b < re.Length; b++)
        {
            var energy = re[b] * re[b] + im[b] * im[b];
            sum += energy;
            weighted += b * (double)energy;
        }

        return weighted / sum;
    }
}
