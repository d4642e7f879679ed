using Mashup.Sdk.Analysis;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Planning;

public class HarmonySurfaceTests
{
    private const int Reach = 6;

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(3)]
    public void Best_VoiceTransposedAgainstItsOwnBand_FindsTheWayBack(int semitones)
    {
        var (singer, player) = (Prepare(0, SyntheticAnalysis.Song(120), semitones), Prepare(1, SyntheticAnalysis.Song(120), 0));
        var best = HarmonySurface.Best(singer, SongHarmony.Of(singer, 2).Voice, player, SongHarmony.Of(player, 2).Band, Reach, CancellationToken.None);
        Assert.Equal(-semitones, Array.IndexOf(best, best.Max()) - Reach);
        Assert.Equal(1, best.Max(), 0.05);
    }

    [Fact]
    public void Of_SongThatWasNotSeparated_TakesTheMixForBoth()
    {
        var song = SongPreparation.Prepare(SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(120)), 0);
        var harmony = SongHarmony.Of(song, 2);
        Assert.Same(harmony.Voice, harmony.Band);
    }

    [Fact]
    public void Plan_SeparatedVoiceInAnotherKeyThanItsMix_FollowsTheVoice()
    {
        var analysis = SyntheticAnalysis.Song(120);
        var unsure = analysis with { Key = analysis.Key with { Confidence = 0 } };
        var plan = new VocalOverBandPlanner().Plan(
            new PlanningRequest { Tracks = [Track(0, unsure, 2), Track(1, unsure with { Vocals = [] }, 0)], DurationSeconds = 60 }, CancellationToken.None)[0];
        var shifts = plan.Clips.Where(c => c.Stem != Mashup.Sdk.Audio.StemKind.Drums).GroupBy(c => c.Track).ToDictionary(g => g.Key, g => g.First().Semitones);
        Assert.Equal(-2, shifts["a"] - shifts["b"]);
        Assert.Contains(plan.Rationale, r => r.Contains("between the separated voices and bands", StringComparison.Ordinal));
    }

    private static Song Prepare(int index, TrackAnalysis analysis, int semitones) => SongPreparation.Prepare(Track(index, analysis, semitones), index);

    // A song whose voice sings its chords, so many semitones higher than its band plays them.
    private static PlanningTrack Track(int index, TrackAnalysis analysis, int semitones)
    {
        var band = analysis.BeatFeatures.Chroma;
        float[][] voice = [.. band.Select(c => Enumerable.Range(0, 12).Select(p => c[(p - semitones + 12) % 12]).ToArray())];
        return SyntheticAnalysis.Track(index, analysis) with { Stems = new StemReadings(voice, band, 0.8) };
    }
}
