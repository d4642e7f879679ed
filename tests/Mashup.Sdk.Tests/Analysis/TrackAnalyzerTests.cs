using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis;

public sealed class TrackAnalyzerTests
{
    [SkippableFact]
    public void Analyze_Song_IsConsistentAndCutWhereItsArrangementChanges()
    {
        var audio = SharedData.Decode(SharedData.Require("corpus", "d04.ogg"));
        var progress = new Recorder();

        var analysis = CreateSut().Analyze(audio, progress, CancellationToken.None);

        var beats = analysis.Beats.Beats.Count;
        Assert.All(
            [analysis.BeatFeatures.Chroma.Count, analysis.BeatFeatures.LowDb.Count, analysis.BeatFeatures.VocalActivity.Count, analysis.BeatFeatures.KickPattern.Count],
            count => Assert.Equal(beats, count));
        Assert.Equal(0, analysis.Sections[0].Start);
        Assert.Equal(audio.DurationSeconds, analysis.Sections[^1].End);
        Assert.All(analysis.Sections.Skip(1), s => Assert.Contains(s.Start, analysis.Beats.Downbeats));
        Assert.Equal(analysis.Sections.Select(s => s.End).SkipLast(1), analysis.Sections.Select(s => s.Start).Skip(1));
        Assert.Equal(progress.Values.Order(), progress.Values);
        Assert.Equal(1, progress.Values[^1], 1e-9);

        var found = analysis.Sections.Count(s => Truth("d04").Any(t => Math.Abs(t - s.Start) < 0.5));
        Assert.True(found >= 4, string.Join(", ", analysis.Sections));
    }

    [SkippableFact]
    public void Analyze_Twice_GivesTheSameBytes()
    {
        var audio = SharedData.Decode(SharedData.Require("real", "waterworks.ogg"));

        var first = AnalysisArtefact.Write(CreateSut().Analyze(audio, null, CancellationToken.None));
        var second = AnalysisArtefact.Write(CreateSut().Analyze(audio, null, CancellationToken.None));

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(44100, 1, 1)]
    [InlineData(8000, 1, 20000)]
    [InlineData(44100, 2, 300000)]
    public void Analyze_Silence_HasNoBeatsAndOneSection(int sampleRate, int channels, int length)
    {
        var audio = new AudioBuffer(sampleRate, channels, length);

        var analysis = CreateSut().Analyze(audio, null, CancellationToken.None);

        Assert.Empty(analysis.Beats.Beats);
        Assert.Empty(analysis.Vocals);
        Assert.Single(analysis.Sections);
        Assert.Equal(sampleRate, analysis.SampleRate);
        Assert.Equal(audio.DurationSeconds, analysis.Sections[0].End);
    }

    [Fact]
    public void Analyze_Cancelled_Stops()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => CreateSut().Analyze(new AudioBuffer(44100, 2, 300000), null, new CancellationToken(canceled: true)));
    }

    internal static TrackAnalyzer CreateSut() =>
        new(new BarPointerBeatTracker(), new ProfileKeyDetector(), new HmmChordRecognizer(), new PhraseSectionDetector());

    private static double[] Truth(string song)
    {
        using var truth = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("corpus", $"{song}.json")));
        return [.. truth.RootElement.GetProperty("sections").EnumerateArray().Select(s => s[0].GetDouble())];
    }

    private sealed class Recorder : IProgress<double>
    {
        public List<double> Values { get; } = [];

        public void Report(double value) => Values.Add(value);
    }
}
