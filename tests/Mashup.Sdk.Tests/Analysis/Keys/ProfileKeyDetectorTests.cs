using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis.Keys;

public class ProfileKeyDetectorTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 20)]
    [InlineData(6, -35)]
    [InlineData(10, 0)]
    public void Detect_MajorCadence_FindsTheKey(int tonic, double cents)
    {
        var chords = Repeat((0, false), (9, true), (5, false), (7, false), (0, false));

        var estimate = Detect(Tones.Play(chords.Select(c => Tones.Triad((tonic + c.Root) % 12, c.Minor)), 0.8, cents));

        Assert.Equal(new MusicalKey(tonic, Mode.Major), estimate.Key);
        Assert.NotEqual(estimate.Key, estimate.SecondBest);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 25)]
    [InlineData(9, -20)]
    public void Detect_MinorCadence_IsNotTakenForItsRelativeMajor(int tonic, double cents)
    {
        var chords = Repeat((0, true), (5, true), (8, false), (7, false), (0, true));

        var estimate = Detect(Tones.Play(chords.Select(c => Tones.Triad((tonic + c.Root) % 12, c.Minor)), 0.8, cents));

        Assert.Equal(new MusicalKey(tonic, Mode.Minor), estimate.Key);
    }

    [Fact]
    public void Detect_Cadence_IsSurerThanNoiseAndSilence()
    {
        var cadence = Detect(Tones.Play(Repeat((0, false), (5, false), (7, false), (0, false)).Select(c => Tones.Triad(c.Root, c.Minor)), 0.8));

        Assert.InRange(cadence.Confidence, 0.55, 1);
        Assert.InRange(Detect(Tones.Noise(5)).Confidence, 0, 0.54);
        Assert.Equal(0, Detect(new AudioBuffer(44100, 2, 44100)).Confidence);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Detect_NextToNothing_AnswersWithoutConfidence(int length)
    {
        Assert.Equal(0, Detect(new AudioBuffer(44100, 1, length)).Confidence);
    }

    private static KeyEstimate Detect(AudioBuffer audio) => new ProfileKeyDetector().Detect(ChromaExtractor.Extract(audio, default), BeatGrid.None, default);

    private static IEnumerable<(int Root, bool Minor)> Repeat(params (int Root, bool Minor)[] chords) => Enumerable.Repeat(chords, 3).SelectMany(c => c);
}
