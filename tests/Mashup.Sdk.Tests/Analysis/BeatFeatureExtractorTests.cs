using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis;

public sealed class BeatFeatureExtractorTests
{
    private static readonly BeatGrid Grid = new(120, 1, 4, [.. Enumerable.Range(0, 8).Select(i => 0.5 * i)], [0, 2]);

    [Theory]
    [InlineData(100, 0)]
    [InlineData(700, 1)]
    [InlineData(5000, 2)]
    public void Extract_SineInOneBand_HasItsRmsLevelThereOnly(double hz, int band)
    {
        var features = Extract(Sine(hz));

        float[] levels = [features.LowDb[3], features.MidDb[3], features.HighDb[3]];
        Assert.Equal(20 * Math.Log10(0.5 / Math.Sqrt(2)), levels[band], 0.1);
        Assert.All(levels.Where((_, b) => b != band), level => Assert.InRange(level, -100, -50));
    }

    [Fact]
    public void Extract_Silence_IsMinus100Db()
    {
        var features = Extract(new AudioBuffer(44100, 2, 44100 * 4));

        Assert.All(features.LowDb.Concat(features.MidDb).Concat(features.HighDb), level => Assert.Equal(-100, level));
        Assert.All(features.KickPattern.SelectMany(p => p), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Extract_ToneInTheCentreThenOnTheSides_LevelsShowWhere()
    {
        var audio = new AudioBuffer(44100, 2, 44100 * 4);
        Sine(1000).Channel(0).CopyTo(audio.Channel(0));
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(1)[i] = i < audio.Length / 2 ? audio.Channel(0)[i] : -audio.Channel(0)[i];
        }

        var features = Extract(audio);

        Assert.True(features.CentreDb[1] > features.SideDb[1] + 40);
        Assert.True(features.SideDb[6] > features.CentreDb[6] + 40);
        Assert.Equal(features.CentreDb[1], features.SideDb[6], 0.1);
        Assert.All(features.Timbre, timbre => Assert.Equal(3, timbre.Length));
    }

    [Fact]
    public void Extract_OnsetsOnBeatsAndOffbeats_PatternShowsThem()
    {
        var low = new float[400];
        var high = new float[400];
        for (var i = 0; i < 8; i++)
        {
            low[50 * i] = 1;
            high[50 * i + 25] = 1;
        }

        var features = Extract(Sine(100), new OnsetFeatures(100, low, [low, high, high]));

        Assert.Equal(12, features.KickPattern[2].Length);
        Assert.Equal(1, features.KickPattern[2][0]);
        Assert.Equal(1, features.SnarePattern[2][6]);
        Assert.Equal(1, features.KickPattern[2].Sum());
        Assert.Equal(1, features.SnarePattern[2].Sum());
    }

    [Fact]
    public void Extract_NoBeats_IsEmpty()
    {
        var frames = SpectralFrameExtractor.Extract(Sine(100), CancellationToken.None);

        Assert.Same(BeatFeatures.Empty, BeatFeatureExtractor.Extract(BeatGrid.None, 4, [], new OnsetFeatures(100, [], []), frames, Unsung(frames)));
    }

    private static AudioBuffer Sine(double hz)
    {
        var audio = new AudioBuffer(44100, 1, 44100 * 4);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = (float)(0.5 * Math.Sin(2 * Math.PI * hz * i / 44100));
        }

        return audio;
    }

    private static VocalActivity Unsung(SpectralFrames frames) => new(frames.FramesPerSecond, new float[frames.Low.Length], []);

    private static BeatFeatures Extract(AudioBuffer audio, OnsetFeatures? onsets = null)
    {
        var frames = SpectralFrameExtractor.Extract(audio, CancellationToken.None);
        onsets ??= new OnsetFeatures(100, new float[400], [new float[400], new float[400]]);
        return BeatFeatureExtractor.Extract(Grid, 4, [.. Grid.Beats.Select(_ => new float[12])], onsets, frames, Unsung(frames));
    }
}
