using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Tests.Rendering.Stretching;

/// <summary>The vectorised inner loops beside their definitions, one bin or sample at a time.</summary>
public class StretchKernelTests
{
    private const int Bins = 1025;
    private const int LongStep = 4;

    [Theory]
    [InlineData(1, 0.83)]
    [InlineData(2, 1)]
    [InlineData(2, 1.31)]
    [InlineData(2, 400)]
    public void Gather_AnySpectra_IsWhatItsDefinitionSays(int channels, double stretch)
    {
        FrameSpectrum current = Spectrum(channels, 1), earlier = Spectrum(channels, 2), output = Spectrum(channels, 3), predicted = Spectrum(channels, 3);
        var sut = new NeighbourEvidence(channels, Bins, LongStep);

        sut.Gather(current, earlier, output, stretch);

        for (var c = 0; c < channels; c++)
        {
            for (var b = 0; b < Bins; b++)
            {
                System.Numerics.Complex x = At(current, c, b), e = At(earlier, c, b);
                var y = At(predicted, c, b) * x * System.Numerics.Complex.Conjugate(e) / Math.Max(Energy(x), Energy(e));
                (predicted.Re[c][b], predicted.Im[c][b]) = ((float)y.Real, (float)y.Imaginary);
            }
        }

        for (var b = 0; b < Bins; b++)
        {
            var c = channels == 2 && Energy(At(current, 1, b)) > Energy(At(current, 0, b)) ? 1 : 0;
            double now = Energy(At(current, c, b)), before = Energy(At(earlier, c, b));
            var steadiness = Math.Min(now, before) / Math.Max(now, before);
            var own = NeighbourEvidence.OwnWeight * steadiness * steadiness * At(predicted, c, b) * System.Numerics.Complex.Conjugate(At(current, c, b));
            Near(own + Related(predicted, current, c, b, 1, stretch) + Related(predicted, current, c, b, LongStep, stretch * LongStep), sut.Above, b);
            Near(Related(current, current, c, b, -1, -stretch), sut.Below, b);
            Near(Related(current, current, c, b, -LongStep, -stretch * LongStep), sut.FarBelow, b);
            Assert.Equal(predicted.Re[c][b], output.Re[c][b], 1e-4f);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_Evidence_TurnsEachBinToTheSumOfItsNeighbours(bool attack)
    {
        FrameSpectrum current = Spectrum(2, 1), earlier = Spectrum(2, 2), output = Spectrum(2, 3);
        var evidence = new NeighbourEvidence(2, Bins, LongStep);
        evidence.Gather(current, earlier, output, 1.1);
        float[] re = new float[RotationSweep.Padded(Bins)], im = new float[re.Length];
        var reset = attack ? Enumerable.Range(0, re.Length).Select(b => b % 7 / 6f).ToArray() : null;

        new RotationSweep(Bins, LongStep).Run(evidence, reset, re, im);

        var piece = re.Length / 8;
        for (var b = 0; b < Bins; b++)
        {
            System.Numerics.Complex near = Before(b, 1), far = Before(b, LongStep);
            var sum = Value(evidence.Above, b) + Value(evidence.Below, b) * near + Value(evidence.FarBelow, b) * far;
            var expected = sum / sum.Magnitude;
            if (attack)
            {
                var share = b % 7 / 6.0;
                var drawn = new System.Numerics.Complex(expected.Real + share * (1 - expected.Real), expected.Imaginary * (1 - share));
                expected = drawn / drawn.Magnitude;
            }

            Assert.Equal(expected.Real, re[b], 1e-3);
            Assert.Equal(expected.Imaginary, im[b], 1e-3);
        }

        System.Numerics.Complex Before(int b, int step)
        {
            var at = b - step;
            if (at < 0)
            {
                return 1;
            }

            if (at / piece == b / piece)
            {
                return new(re[at], im[at]);
            }

            var (r, i) = evidence.InTime(at);
            var own = new System.Numerics.Complex(r, i);
            return own / own.Magnitude;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public void Read_Fast_DiffersFromBestAboveThePassbandAlone(double semitones)
    {
        var ratio = PitchRatio.Of(semitones);
        var tone = Enumerable.Range(0, 8192).Select(i => (float)Math.Sin(2 * Math.PI * 0.3 * i)).ToArray();
        var input = new AudioBuffer(TestSignals.Rate, [tone]);

        var best = ReadWhole(input, ratio, StretchQuality.Best).Channel(0).ToArray();
        var fast = ReadWhole(input, ratio, StretchQuality.Fast).Channel(0).ToArray();

        // 80 dB and a little for the ripple; the edges, where a tone begins, aside.
        Assert.All(best.Zip(fast).Skip(500).SkipLast(500), p => Assert.Equal(p.First, p.Second, 3e-4f));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(7.3)]
    [InlineData(0.01)]
    [InlineData(-24)]
    public void Read_BothChannelsByAFraction_IsTheBandLimitedSignal(double semitones)
    {
        var ratio = PitchRatio.Of(semitones);
        var noise = TestSignals.Noise(0.2, 1);
        var expected = new float[(int)Math.Ceiling(noise.Length / ratio.Value)];

        var output = ReadWhole(noise, ratio, StretchQuality.Best);

        for (var c = 0; c < 2; c++)
        {
            new SincReader(ratio.Value).Read(noise.Channel(c), 0, expected);
            Assert.Equal(expected.Length, output.Channel(c).Length);
            Assert.All(expected.Zip(output.Channel(c).ToArray()), p => Assert.Equal(p.First, p.Second, 1e-4f));
        }
    }

    [Fact]
    public void Of_EverySemitoneTenth_IsWithinATenthOfACent()
    {
        for (var tenth = -240; tenth <= 240; tenth++)
        {
            var ratio = PitchRatio.Of(tenth / 10.0);

            Assert.InRange(1200 * Math.Log2(ratio.Value) - 10 * tenth, -0.11, 0.11);
            Assert.InRange(ratio.Up, 0, 512);
            Assert.Equal(tenth == 0, ratio.IsOne);
        }
    }

    private static SlidingSignal ReadWhole(AudioBuffer input, PitchRatio ratio, StretchQuality quality)
    {
        var map = new TimeMap([new(0, 0), new(1, ratio.Value)]);
        var source = new StretchSource(new BufferInput(input), map, input.Length, ratio, VocoderSettings.For(quality), input.Length);
        source.Require(source.Length);
        return source.Signal;
    }

    private static System.Numerics.Complex Related(FrameSpectrum w, FrameSpectrum x, int c, int b, int step, double distance)
    {
        var low = (int)Math.Floor(b + distance);
        if (b + step < 0 || b + step >= Bins || low < 0 || low + 1 >= Bins)
        {
            return 0;
        }

        return At(w, c, b + step) * System.Numerics.Complex.Conjugate(At(x, c, low) + (b + distance - low) * (At(x, c, low + 1) - At(x, c, low)));
    }

    private static void Near(System.Numerics.Complex expected, NeighbourEvidence.Pair actual, int bin)
    {
        Assert.Equal(expected.Real, actual.Re[bin], 1e-4);
        Assert.Equal(expected.Imaginary, actual.Im[bin], 1e-4);
    }

    private static System.Numerics.Complex At(FrameSpectrum s, int channel, int bin) => new(s.Re[channel][bin], s.Im[channel][bin]);

    private static System.Numerics.Complex Value(NeighbourEvidence.Pair pair, int bin) => new(pair.Re[bin], pair.Im[bin]);

    private static double Energy(System.Numerics.Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;

    private static FrameSpectrum Spectrum(int channels, int seed)
    {
        var random = new Random(seed);
        var spectrum = new FrameSpectrum(channels, Bins);
        foreach (var part in spectrum.Re.Concat(spectrum.Im))
        {
            for (var b = 0; b < Bins; b++)
            {
                part[b] = random.NextSingle() - 0.5f;
            }
        }

        return spectrum;
    }
}
