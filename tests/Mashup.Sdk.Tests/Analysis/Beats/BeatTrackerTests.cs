using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis.Beats;

/// <summary>Synthetic grids with exactly known beats, and sounds that have none.</summary>
public sealed class BeatTrackerTests
{
    private const int Rate = 44100;

    [Theory]
    [InlineData(75, 4)]
    [InlineData(96.5, 4)]
    [InlineData(120.3, 4)]
    [InlineData(110, 3)]
    public void Track_AccentedBand_FindsBeatsWithinTwoMillisecondsAndBars(double bpm, int meter)
    {
        var truth = Enumerable.Range(0, (int)(40 * bpm / 60)).Select(k => 0.5 + k * 60 / bpm).ToArray();

        var grid = Track(Band(truth, meter));

        Assert.Equal(meter, grid.Meter);
        Assert.Equal(bpm, grid.Bpm, bpm * 0.002);
        AssertFollows(truth, grid.Beats, 0.002);
        AssertFollows([.. truth.Where((_, k) => k % meter == 0)], grid.Downbeats, 0.002);
    }

    [Fact]
    public void Track_DriftingTempo_FollowsTheDrift()
    {
        var truth = new List<double> { 0.5 };
        while (truth[^1] < 45)
        {
            truth.Add(truth[^1] + 0.52 * (1 + 0.04 * Math.Sin(truth[^1] / 6)));
        }

        var grid = Track(Band([.. truth], 4));

        AssertFollows([.. truth], grid.Beats, 0.015);
    }

    [Theory]
    [InlineData(118)]
    [InlineData(124)]
    [InlineData(163.5)]
    public void Track_FromTheFirstSample_FindsTheBeatAtZero(double bpm)
    {
        var grid = Track(Band([.. Enumerable.Range(0, (int)(40 * bpm / 60)).Select(k => k * 60 / bpm)], 4));

        Assert.InRange(grid.Beats[0], 0, 0.01);
        Assert.InRange(grid.Downbeats[0], 0, 0.01);
    }

    [Fact]
    public void Track_FadeOutAndHiss_EndsWithTheMusic()
    {
        var truth = Enumerable.Range(0, 90).Select(k => 0.5 + k * 0.5).ToArray();
        var song = Band(truth, 4);
        var audio = new AudioBuffer(Rate, 1, song.Length + 12 * Rate);
        var random = new Random(9);
        for (var i = 0; i < audio.Length; i++)
        {
            // From 33 s on 5 dB a second quieter, into a hiss 60 dB under the song.
            var gain = Math.Pow(10, -Math.Max(0, (double)i / Rate - 33) * 5 / 20);
            audio.Channel(0)[i] = (i < song.Length ? (float)(gain * song.Channel(0)[i]) : 0) + 5e-4f * (float)(random.NextDouble() - 0.5);
        }

        var grid = Track(audio);

        Assert.InRange(grid.Beats[^1], 38, 45.1);
        AssertFollows([.. truth.TakeWhile(t => t < 38)], grid.Beats, 0.005);
    }

    [Fact]
    public void Track_Silence_FindsNoBeat() => Assert.Same(BeatGrid.None, Track(new AudioBuffer(Rate, 2, 20 * Rate)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    public void Track_FewSamples_FindsNoBeat(int samples) => Assert.Same(BeatGrid.None, Track(new AudioBuffer(Rate, 1, samples)));

    [Fact]
    public void Track_NotANumber_DoesNotThrow()
    {
        var audio = new AudioBuffer(Rate, 1, 10 * Rate);
        audio.Channel(0).Fill(float.NaN);

        Assert.Same(BeatGrid.None, Track(audio));
    }

    [Fact]
    public void Track_WhiteNoise_FindsNoBeat()
    {
        var audio = new AudioBuffer(Rate, 1, 30 * Rate);
        var random = new Random(7);
        foreach (ref var sample in audio.Channel(0))
        {
            sample = (float)(random.NextDouble() - 0.5) * 0.3f;
        }

        Assert.Same(BeatGrid.None, Track(audio));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Track_SpeechLikeSyllables_FindsNoBeat(int seed) => Assert.Same(BeatGrid.None, Track(Syllables(seed)));

    [Fact]
    public void Track_SameSong_GivesTheSameGrid()
    {
        var audio = Band([.. Enumerable.Range(0, 60).Select(k => 0.5 + k * 0.5)], 4);

        BeatGrid first = Track(audio), second = Track(audio);

        Assert.Equal(first.Beats, second.Beats);
        Assert.Equal(first.Downbeats, second.Downbeats);
    }

    [Fact]
    public void Track_Cancelled_Throws()
    {
        var audio = Band([.. Enumerable.Range(0, 60).Select(k => 0.5 + k * 0.5)], 4);
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => new OnsetFeatureExtractor().Extract(audio, source.Token));
    }

    [Fact]
    public void Extract_OneSecond_GivesAHundredFramesInSixBands()
    {
        var onsets = new OnsetFeatureExtractor().Extract(new AudioBuffer(Rate, 2, Rate), default);

        Assert.Equal(100, onsets.FramesPerSecond);
        Assert.Equal(100, onsets.Strength.Length);
        Assert.Equal(6, onsets.Bands.Count);
        Assert.All(onsets.Bands, b => Assert.Equal(100, b.Length));
    }

    private static BeatGrid Track(AudioBuffer audio) => new BarPointerBeatTracker().Track(audio, new OnsetFeatureExtractor().Extract(audio, default), default);

    private static void AssertFollows(double[] truth, IReadOnlyList<double> beats, double tolerance)
    {
        Assert.NotEmpty(beats);
        Assert.All(truth, t => Assert.InRange(beats.Min(b => Math.Abs(b - t)), 0, tolerance));
    }

    /// <summary>Kick on one, snare on the other strong beats, hats in eighths, a new chord on every downbeat.</summary>
    private static AudioBuffer Band(double[] beats, int meter)
    {
        var audio = new AudioBuffer(Rate, 1, (int)((beats[^1] + 1.5) * Rate));
        var samples = audio.Channel(0);
        var random = new Random(5);
        double[] roots = [130.81, 174.61, 196.0, 220.0];
        for (var k = 0; k < beats.Length; k++)
        {
            var place = k % meter;
            var interval = k + 1 < beats.Length ? beats[k + 1] - beats[k] : beats[k] - beats[k - 1];
            Strike(samples, beats[k], 0.05, (_, _) => 0.15 * (random.NextDouble() - 0.5));
            Strike(samples, beats[k] + interval / 2, 0.05, (_, _) => 0.1 * (random.NextDouble() - 0.5));
            if (place == 0 || (meter == 4 && place == 2))
            {
                Strike(samples, beats[k], 0.08, (t, _) => 0.5 * Math.Cos(2 * Math.PI * 60 * t));
            }
            else
            {
                Strike(samples, beats[k], 0.05, (t, _) => 0.5 * (random.NextDouble() - 0.5) + 0.2 * Math.Sin(2 * Math.PI * 190 * t));
            }

            if (place == 0)
            {
                var root = roots[k / meter % roots.Length];
                foreach (var ratio in (double[])[0.5, 1, 1.2599, 1.4983])
                {
                    Strike(samples, beats[k], meter * interval * 0.7, (t, _) => 0.08 * Math.Sin(2 * Math.PI * root * ratio * t));
                }
            }
        }

        return audio;
    }

    private static AudioBuffer Syllables(int seed)
    {
        var audio = new AudioBuffer(Rate, 1, 40 * Rate);
        var random = new Random(seed);
        for (var time = 0.4; time < 38; time += 0.09 + 0.25 * random.NextDouble() + (random.NextDouble() < 0.12 ? random.NextDouble() : 0))
        {
            double pitch = 100 + 90 * random.NextDouble(), level = 0.1 + 0.2 * random.NextDouble(), formant = 400 + 1600 * random.NextDouble();
            Strike(audio.Channel(0), time, 0.08, (t, _) => level * Math.Min(1, t / 0.02) * Math.Sin(2 * Math.PI * pitch * t) * (1 + Math.Sin(2 * Math.PI * formant * t)));
        }

        return audio;
    }

    private static void Strike(Span<float> samples, double time, double decay, Func<double, int, double> wave)
    {
        var start = (int)Math.Round(time * Rate);
        for (var i = 0; i < 5 * decay * Rate && start + i < samples.Length; i++)
        {
            var t = (double)i / Rate;
            samples[start + i] += (float)(wave(t, i) * Math.Exp(-t / decay));
        }
    }
}
