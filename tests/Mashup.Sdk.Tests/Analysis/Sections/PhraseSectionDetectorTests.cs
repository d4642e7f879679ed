using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Tests.Analysis.Sections;

public sealed class PhraseSectionDetectorTests
{
    private const int Bars = 40;

    // Bars 0-7 quiet, 8-15 sung, 16-23 sung and loud, 24-31 as 8-15, 32-39 as 16-23.
    private static readonly int[] Kinds = [0, 1, 2, 1, 2];

    [Fact]
    public void Detect_SongOfFivePhrases_CutsAndLabelsThem()
    {
        var (beats, features) = Song(firstBeat: 0.3);

        var sections = new PhraseSectionDetector().Detect(beats, features, [], 80.5, CancellationToken.None);

        Assert.Equal([0, 16.3, 32.3, 48.3, 64.3], sections.Select(s => Math.Round(s.Start, 3)));
        Assert.Equal([16.3, 32.3, 48.3, 64.3, 80.5], sections.Select(s => Math.Round(s.End, 3)));
        Assert.Equal(
            [SectionLabel.Intro, SectionLabel.Verse, SectionLabel.Chorus, SectionLabel.Verse, SectionLabel.Chorus], sections.Select(s => s.Label));
        Assert.Equal([0, 1, 2, 1, 2], sections.Select(s => s.Group));
        Assert.True(sections[2].Energy > sections[1].Energy && sections[1].Energy > sections[0].Energy);
    }

    [Fact]
    public void Detect_LongLeadIn_IsAnIntroOfItsOwn()
    {
        var (beats, features) = Song(firstBeat: 12);

        var sections = new PhraseSectionDetector().Detect(beats, features, [], 93, CancellationToken.None);

        Assert.Equal(new Section(0, 12, SectionLabel.Intro, sections[0].Energy, 0), sections[0]);
        Assert.Equal(12, sections[1].Start);
    }

    [Fact]
    public void Detect_NoBeats_IsOneSection()
    {
        var sections = new PhraseSectionDetector().Detect(BeatGrid.None, BeatFeatures.Empty, [new VocalRegion(1, 9)], 10, CancellationToken.None);

        Assert.Equal([new Section(0, 10, SectionLabel.Verse, 1, 0)], sections);
    }

    private static (BeatGrid Beats, BeatFeatures Features) Song(double firstBeat)
    {
        var random = new Random(1);
        var beats = Enumerable.Range(0, Bars * 4).Select(i => firstBeat + 0.5 * i).ToArray();
        var kind = beats.Select((_, i) => Kinds[i / 32]).ToArray();
        var grid = new BeatGrid(120, 1, 4, beats, [.. beats.Where((_, i) => i % 4 == 0)]);
        return (grid, new BeatFeatures
        {
            Chroma = [.. kind.Select((k, i) => Tone((k * 5 + i / 4 % 4 * 2) % 12))],
            LowDb = [.. kind.Select(k => -40 + 10 * k + random.NextSingle())],
            MidDb = [.. kind.Select(k => -35 + 5 * k + random.NextSingle())],
            HighDb = [.. kind.Select(k => -45 + 5 * k + random.NextSingle())],
            CentreDb = [.. kind.Select(k => -45 + 8 * Math.Min(k, 1) + random.NextSingle())],
            SideDb = [.. kind.Select(k => -60 + 10 * k + random.NextSingle())],
            Timbre = [.. kind.Select(k => new[] { k + 0.5f * random.NextSingle(), 0, 0 })],
            VocalActivity = [.. kind.Select(k => k == 0 ? 0.1f : 0.9f)],
            KickPattern = [.. kind.Select((k, i) => Stroke(k > 0 && i % 2 == 0, 0))],
            SnarePattern = [.. kind.Select((k, i) => Stroke(k > 1 && i % 2 == 1, 6))],
        });

        float[] Tone(int pitch) => [.. Enumerable.Range(0, 12).Select(p => p == pitch || p == (pitch + 7) % 12 ? 1 : 0.1f * random.NextSingle())];

        float[] Stroke(bool played, int point) => [.. Enumerable.Range(0, 12).Select(p => played && p == point ? 1 : 0.05f * random.NextSingle())];
    }
}
