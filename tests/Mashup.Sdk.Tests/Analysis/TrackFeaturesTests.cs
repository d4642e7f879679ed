using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis;

public sealed class TrackFeaturesTests
{
    private const double Bpm = 120;

    [Fact]
    public void Extract_Clicks_TempogramPeaksAtTheirPeriod()
    {
        var novelty = new float[3000];
        for (var i = 0; i < novelty.Length; i += 50)
        {
            novelty[i] = 1;
        }

        var tempogram = TempogramExtractor.Extract(novelty, 100, CancellationToken.None);

        Assert.Equal(0.25, tempogram.FramesPerSecond);
        Assert.Equal(9, tempogram.Frames.Count);
        Assert.All(tempogram.Frames.Skip(1).SkipLast(1), f => Assert.Equal(Bpm, 60 * tempogram.LagsPerSecond / Array.IndexOf(f, f[1..].Max(), 1)));
    }

    [SkippableFact]
    public void ExtractFeatures_Song_AreThoseTheAnalysisRestsOn()
    {
        var audio = SharedData.Decode(SharedData.Require("corpus", "d04.ogg"));

        var analysis = TrackAnalyzerTests.CreateSut().Analyze(audio, null, CancellationToken.None);
        var features = TrackAnalyzerTests.CreateSut().ExtractFeatures(audio, CancellationToken.None);

        Assert.Equal(analysis.Beats.Beats, features.Beats.Beats);
        Assert.Equal(analysis.BeatFeatures.Chroma.SelectMany(c => c), features.BeatChroma.SelectMany(c => c));
        Assert.Equal(analysis.Key.TuningHz, features.Chroma.TuningHz);
        Assert.Equal(audio.DurationSeconds, features.Novelty.Length / features.Onsets.FramesPerSecond, 0.02);
        Assert.Equal(features.Onsets.Strength.Length, features.Novelty.Length);
        Assert.Equal(audio.DurationSeconds * features.Chroma.FramesPerSecond, features.Chroma.Treble.Count, 1.0);
        Assert.Equal(features.Beats.Beats.Count, features.SelfSimilarity.Count);
    }

    [Fact]
    public void ExtractFeatures_Silence_HasNoBeatsAndEmptyMatrix()
    {
        var features = TrackAnalyzerTests.CreateSut().ExtractFeatures(new AudioBuffer(22050, 2, 30000), CancellationToken.None);

        Assert.Equal(0, features.SelfSimilarity.Count);
        Assert.All(features.Novelty, v => Assert.Equal(0, v));
    }

    [Fact]
    public void SelfSimilarity_RepeatedMoments_IsSymmetricWithOnesWhereTheyRepeat()
    {
        var sut = new SelfSimilarity([[1, 0, 0], [0, 2, 0], [3, 0, 0], [0, 0, 0], [1, 1, 0]]);

        Assert.Equal(1, sut[0, 2]);
        Assert.Equal(0, sut[0, 1]);
        Assert.Equal(0, sut[3, 3]);
        Assert.Equal(Math.Sqrt(0.5), sut[4, 0], 1e-6);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal(sut[i, 4], sut.Row(4)[i]));
    }
}
