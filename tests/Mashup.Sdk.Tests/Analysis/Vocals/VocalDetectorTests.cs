using System.Text.Json;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis.Vocals;

public sealed class VocalDetectorTests
{
    [SkippableFact]
    public void Detect_SongsWithKnownVocals_BalancedAccuracyIsAtLeast80Percent()
    {
        using var truth = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("real", "vocals.json")));
        var accuracies = new List<double>();

        foreach (var song in truth.RootElement.EnumerateObject())
        {
            var audio = SharedData.Decode(SharedData.Require("real", song.Name));
            var found = Detect(audio).Regions;
            var sung = song.Value.EnumerateArray().Select(r => new VocalRegion(r[0].GetDouble(), r[1].GetDouble())).ToList();
            accuracies.Add(BalancedAccuracy(sung, found, Math.Min(audio.DurationSeconds, 175)));
        }

        Assert.InRange(accuracies.Average(), 0.80, 1);
    }

    [SkippableTheory]
    [InlineData("vibe_ace.ogg")]
    [InlineData("multitrack_boas.ogg")]
    public void Detect_Instrumental_FindsLittle(string file)
    {
        var audio = SharedData.Decode(SharedData.Require("real", file));

        var found = Detect(audio).Regions;

        Assert.InRange(found.Sum(r => r.End - r.Start), 0, 0.3 * audio.DurationSeconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200000)]
    public void Detect_Silence_FindsNothing(int length)
    {
        Assert.Empty(Detect(new AudioBuffer(44100, 2, length)).Regions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Detect_SteadyTones_AreNoVoice(int count)
    {
        double[] hertz = [.. new[] { 261.63, 329.63, 392 }.Take(count)];
        var audio = new AudioBuffer(44100, 1, 20 * 44100);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = (float)hertz.Sum(f => 0.2 * Math.Sin(2 * Math.PI * f * i / 44100));
        }

        Assert.Empty(Detect(audio).Regions);
    }

    [Fact]
    public void Detect_NaNInTheAudio_GivesFiniteProbabilities()
    {
        var audio = new AudioBuffer(44100, 1, 200000);
        var random = new Random(1);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = i == 1000 ? float.NaN : random.NextSingle() - 0.5f;
        }

        Assert.All(Detect(audio).Probability, p => Assert.InRange(p, 0, 1));
    }

    private static VocalActivity Detect(AudioBuffer audio) =>
        VocalDetector.Detect(SpectralFrameExtractor.Extract(audio, CancellationToken.None).Vocal, BeatGrid.None, audio.DurationSeconds, CancellationToken.None);

    private static double BalancedAccuracy(List<VocalRegion> sung, IReadOnlyList<VocalRegion> found, double seconds)
    {
        int hits = 0, positives = 0, rejections = 0, negatives = 0;
        for (var t = 0.05; t < seconds; t += 0.1)
        {
            var truth = sung.Any(r => t >= r.Start && t < r.End);
            var claim = found.Any(r => t >= r.Start && t < r.End);
            positives += truth ? 1 : 0;
            hits += truth && claim ? 1 : 0;
            negatives += truth ? 0 : 1;
            rejections += !truth && !claim ? 1 : 0;
        }

        return 0.5 * hits / positives + 0.5 * rejections / negatives;
    }
}
