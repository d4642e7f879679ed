using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Separation;

public sealed class CentreAwareSeparatorTests
{
    private const int Rate = 44100;

    [Theory]
    [InlineData(44100, 2, 300_000)]
    [InlineData(44100, 1, 200_000)]
    [InlineData(8000, 2, 40_000)]
    [InlineData(192000, 2, 300_000)]
    [InlineData(48000, 2, 1)]
    [InlineData(44100, 1, 100)]
    [InlineData(44100, 2, 0)]
    public async Task SeparateAsync_AnyShape_StemsAreLikeTheMixAndSumToIt(int rate, int channels, int length)
    {
        var mix = Noise(rate, channels, length);

        var stems = await new CentreAwareSeparator().SeparateAsync(mix, null, default);

        foreach (var stem in All(stems))
        {
            Assert.Equal((rate, channels, length), (stem.SampleRate, stem.ChannelCount, stem.Length));
        }

        for (var channel = 0; channel < channels; channel++)
        {
            for (var i = 0; i < length; i++)
            {
                Assert.Equal(mix.Channel(channel)[i], All(stems).Sum(s => s.Channel(channel)[i]), 1e-6);
            }
        }

        Assert.InRange(stems.VocalClarity, 0, 1);
    }

    [Fact]
    public async Task SeparateAsync_Silence_GivesSilence()
    {
        var stems = await new CentreAwareSeparator().SeparateAsync(new AudioBuffer(Rate, 2, Rate * 2), null, default);

        Assert.All(All(stems), s => Assert.Equal(0, Energy(s)));
        Assert.Equal(0, stems.VocalClarity);
    }

    [Fact]
    public async Task SeparateAsync_NaNInTheMix_GivesFiniteStems()
    {
        var mix = Noise(Rate, 2, Rate);
        mix.Channel(0)[1000] = float.NaN;
        mix.Channel(1)[2000] = float.PositiveInfinity;

        var stems = await new CentreAwareSeparator().SeparateAsync(mix, null, default);

        Assert.All(All(stems), s => Assert.True(double.IsFinite(Energy(s))));
    }

    [Fact]
    public async Task SeparateAsync_PannedToneAndClicks_ToneIsNotDrumsAndClicksAre()
    {
        var tone = Make(10, (t, c) => c == 0 ? 0.3 * Math.Sin(2 * Math.PI * 1000 * t) : 0);
        var random = new Random(3);
        var clicks = Make(10, (t, _) => t % 0.5 < 0.002 ? random.NextDouble() - 0.5 : 0);

        var stems = await new CentreAwareSeparator().SeparateAsync(Sum(tone, clicks), null, default);

        Assert.True(Sdr(tone, stems.Other) > 12, $"other {Sdr(tone, stems.Other):F1} dB");
        Assert.True(Sdr(clicks, stems.Drums) > 8, $"drums {Sdr(clicks, stems.Drums):F1} dB");
    }

    [Fact]
    public async Task SeparateAsync_BassNoteAndKick_AreToldApart()
    {
        var bass = Make(10, (t, _) => 0.3 * Math.Sin(2 * Math.PI * 60 * t));
        var kick = Make(10, (t, _) => 0.8 * Math.Exp(-t % 0.5 * 30) * Math.Sin(2 * Math.PI * (50 * (t % 0.5) - 4 * Math.Exp(-t % 0.5 * 30))));

        var stems = await new CentreAwareSeparator().SeparateAsync(Sum(bass, kick), null, default);

        Assert.True(Sdr(bass, stems.Bass) > 5, $"bass {Sdr(bass, stems.Bass):F1} dB");
        Assert.True(Sdr(kick, stems.Drums) > 4, $"drums {Sdr(kick, stems.Drums):F1} dB");
    }

    [Fact]
    public async Task SeparateAsync_CentreMelodyOverPannedChord_OnlyTheMelodyIsVocals()
    {
        double[] notes = [440, 494, 523, 587, 659, 587, 494, 698, 784, 523];
        var melody = Make(10, (t, _) =>
            Enumerable.Range(1, 5).Sum(k => 0.15 / k * Math.Sin(2 * Math.PI * k * (notes[(int)(t * 2) % 10] * t + Math.Sin(35 * t)))));
        var chord = Make(10, (t, c) => c == 0 ? 0 : ((double[])[262, 330, 392]).Sum(f => 0.1 * Math.Sin(2 * Math.PI * f * t)));

        var stems = await new CentreAwareSeparator().SeparateAsync(Sum(melody, chord), null, default);

        Assert.True(Sdr(melody, stems.Vocals) > 5, $"vocals {Sdr(melody, stems.Vocals):F1} dB");
        Assert.True(Sdr(chord, stems.Other) > 5, $"other {Sdr(chord, stems.Other):F1} dB");
    }

    [Fact]
    public async Task SeparateAsync_OneThreadOrMany_SameSamples()
    {
        var mix = Noise(Rate, 2, Rate * 6);

        var one = await new CentreAwareSeparator(1).SeparateAsync(mix, null, default);
        var many = await new CentreAwareSeparator(8).SeparateAsync(mix, null, default);

        Assert.Equal(one.VocalClarity, many.VocalClarity);
        Assert.All(All(one).Zip(All(many)), pair => Assert.True(pair.First.Channel(0).SequenceEqual(pair.Second.Channel(0))));
    }

    [Fact]
    public async Task SeparateAsync_Progress_AscendsToOne()
    {
        var seen = new Recorder();

        await new CentreAwareSeparator().SeparateAsync(Noise(Rate, 1, Rate * 6), seen, default);

        Assert.Equal(seen.Values.Order(), seen.Values);
        Assert.Equal(1, seen.Values[^1], 1e-9);
    }

    [Fact]
    public async Task SeparateAsync_CancelledAfterTheFirstTile_Stops()
    {
        using var source = new CancellationTokenSource();
        var seen = new Recorder { Then = source.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new CentreAwareSeparator().SeparateAsync(Noise(Rate, 1, Rate * 60), seen, source.Token));

        Assert.True(seen.Values[^1] < 0.5);
    }

    [Fact]
    public async Task SeparateAsync_FiveChannels_SaysWhatToDo()
    {
        var error = await Assert.ThrowsAsync<MashupException>(() => new CentreAwareSeparator().SeparateAsync(new AudioBuffer(Rate, 5, 10), null, default));

        Assert.Equal(MashupStage.Separate, error.Stage);
        Assert.Contains("stereo", error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("d01", 5)]
    [InlineData("d14", 4)]
    public async Task SeparateAsync_SongWithKnownStems_MeanDistortionIsAboveTheFloor(string song, double floor)
    {
        string[] names = ["vocals", "drums", "bass", "other"];
        AudioBuffer[] truth = [.. names.Select(stem => Excerpt(SharedData.Decode(SharedData.Require("corpus", "stems", $"{song}_{stem}.ogg"))))];

        var stems = await new CentreAwareSeparator().SeparateAsync(truth.Aggregate(Sum), null, default);

        var sdr = truth.Zip(All(stems), Sdr).ToArray();
        Assert.True(sdr.Average() >= floor, string.Join(' ', sdr.Select(v => v.ToString("F2"))));
    }

    private static AudioBuffer[] All(StemSet stems) => [stems.Vocals, stems.Drums, stems.Bass, stems.Other];

    private static AudioBuffer Make(double seconds, Func<double, int, double> sample)
    {
        var buffer = new AudioBuffer(Rate, 2, (int)(seconds * Rate));
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer.Channel(0)[i] = (float)sample((double)i / Rate, 0);
            buffer.Channel(1)[i] = (float)sample((double)i / Rate, 1);
        }

        return buffer;
    }

    private static AudioBuffer Noise(int rate, int channels, int length)
    {
        var random = new Random(length);
        float[][] samples = [.. Enumerable.Range(0, channels).Select(_ => Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray())];
        return new AudioBuffer(rate, samples);
    }

    private static AudioBuffer Sum(AudioBuffer a, AudioBuffer b) =>
        new(a.SampleRate, [.. Enumerable.Range(0, a.ChannelCount).Select(c => a.Channel(c).ToArray().Zip(b.Channel(c).ToArray(), (x, y) => x + y).ToArray())]);

    private static AudioBuffer Excerpt(AudioBuffer song) =>
        new(song.SampleRate, [.. Enumerable.Range(0, song.ChannelCount).Select(c => song.Channel(c).Slice(20 * Rate, 20 * Rate).ToArray())]);

    private static double Energy(AudioBuffer buffer) => Enumerable.Range(0, buffer.ChannelCount).Sum(c => buffer.Channel(c).ToArray().Sum(x => (double)x * x));

    private static double Sdr(AudioBuffer truth, AudioBuffer estimate)
    {
        double signal = 0, error = 0;
        for (var channel = 0; channel < truth.ChannelCount; channel++)
        {
            for (var i = 0; i < truth.Length; i++)
            {
                double reference = truth.Channel(channel)[i], difference = reference - estimate.Channel(channel)[i];
                (signal, error) = (signal + reference * reference, error + difference * difference);
            }
        }

        return 10 * Math.Log10(signal / error);
    }

    private sealed class Recorder : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public Action? Then { get; init; }

        public void Report(double value)
        {
            Values.Add(value);
            Then?.Invoke();
        }
    }
}
