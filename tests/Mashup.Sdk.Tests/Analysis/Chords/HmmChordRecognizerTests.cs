using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Tests.Analysis.Keys;

namespace Mashup.Sdk.Tests.Analysis.Chords;

public class HmmChordRecognizerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(35)]
    [InlineData(-25)]
    public void Recognize_ProgressionOnBeats_NamesEveryChord(double cents)
    {
        (int Root, bool Minor)[] chords = [(0, false), (9, true), (2, true), (7, false), (4, true), (5, false), (10, false), (0, false)];
        var audio = Tones.Play(chords.Select(c => Tones.Triad(c.Root, c.Minor)), 2, cents);
        double[] beats = [.. Enumerable.Range(0, 32).Select(i => 0.5 * i)];

        var segments = Recognize(audio, new BeatGrid(120, 1, 4, beats, [.. beats.Where((_, i) => i % 4 == 0)]));

        Assert.Equal(["C:maj", "A:min", "D:min", "G:maj", "E:min", "F:maj", "Bb:maj", "C:maj"], segments.Select(s => s.Label));
        Assert.All(segments.Select((s, i) => (s.Start, Expected: 2.0 * i)), s => Assert.Equal(s.Expected, s.Start, 0.01));
    }

    [Fact]
    public void Recognize_WithoutBeats_NamesTheChordsOnEqualSteps()
    {
        var segments = Recognize(Tones.Play([Tones.Triad(1, true), Tones.Triad(1, true), Tones.Triad(8, false), Tones.Triad(8, false)], 2), BeatGrid.None);

        Assert.Equal(["Db:min", "Ab:maj"], segments.Select(s => s.Label));
        Assert.Equal(4, segments[1].Start, 0.41);
    }

    [Fact]
    public void Recognize_SilenceAroundAChord_IsNoChord()
    {
        var segments = Recognize(Tones.Play([[], Tones.Triad(5, false), Tones.Triad(5, false), Tones.Triad(5, false), []], 2), BeatGrid.None);

        Assert.Equal(["N", "F:maj", "N"], segments.Select(s => s.Label));
    }

    [Fact]
    public void Recognize_NoiseAsLoudAsTheChords_IsNoChord()
    {
        var audio = Tones.Play(Enumerable.Repeat(Tones.Triad(5, false), 8).Append([]).Append([]), 2);
        var noise = Tones.Noise(4);
        for (var i = 0; i < noise.Length; i++)
        {
            audio.Channel(0)[16 * 44100 + i] = audio.Channel(1)[16 * 44100 + i] = 0.3f * noise.Channel(0)[i];
        }

        var segments = Recognize(audio, BeatGrid.None);

        Assert.Equal(["F:maj", "N"], segments.Select(s => s.Label));
        Assert.Equal(16, segments[1].Start, 0.41);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100000)]
    public void Recognize_Silence_IsNoChord(int length)
    {
        var segments = Recognize(new AudioBuffer(44100, 1, length), BeatGrid.None);

        Assert.Equal("N", Assert.Single(segments).Label);
    }

    [Fact]
    public void Recognize_Noise_CoversTheSongWithoutGaps()
    {
        var segments = Recognize(Tones.Noise(7), new BeatGrid(100, 0.5, 4, [1.2, 1.8, 2.4, 3.0], [1.2]));

        Assert.Equal(0, segments[0].Start);
        Assert.Equal(7, segments[^1].End, 1e-9);
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void Recognize_NothingAtAll_IsEmpty()
    {
        Assert.Empty(Recognize(new AudioBuffer(44100, 2, 0), BeatGrid.None));
    }

    private static IReadOnlyList<ChordSegment> Recognize(AudioBuffer audio, BeatGrid beats)
    {
        var chroma = ChromaExtractor.Extract(audio, default);
        var key = new ProfileKeyDetector().Detect(chroma, beats, default);
        return new HmmChordRecognizer().Recognize(chroma, beats, key, audio.DurationSeconds, default);
    }
}
