using Mashup.Sdk.Analysis;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Planning.Compatibility;

namespace Mashup.Sdk.Tests.Planning;

public class CompatibilityScorerTests
{
    [SkippableFact]
    public void Rank_SameSongInAnotherKeyAmongStrangers_ComesFirst()
    {
        var folder = SharedData.Require("corpus");
        var songs = Directory.GetFiles(folder, "d*.json").Order(StringComparer.Ordinal).Select(SyntheticAnalysis.FromTruth).Where(s => s.Beats.Meter == 4).ToArray();
        var first = 0;
        for (var i = 0; i < songs.Length; i++)
        {
            var planted = SyntheticAnalysis.Track(1, Transposed(songs[i], 2), "planted");
            var strangers = songs.Where((_, k) => k != i).Select(s => SyntheticAnalysis.Track(2, s));
            first += CompatibilityScorer.Rank(SyntheticAnalysis.Track(0, songs[i]), [planted, .. strangers], CancellationToken.None)[0].File == "planted" ? 1 : 0;
        }

        Assert.True(first >= 0.9 * songs.Length, $"first in {first} of {songs.Length}");
    }

    [Fact]
    public void Match_TempiFarApart_SaysThatOnlyTransitionsArePossible()
    {
        var match = CompatibilityScorer.Match(
            SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(100)), SyntheticAnalysis.Track(1, SyntheticAnalysis.Song(141)), CancellationToken.None);
        Assert.Contains("transitions", match.VocalsOverTheirs.Reasons[0], StringComparison.Ordinal);
        Assert.True(match.Score < 30);
    }

    [Fact]
    public void Match_OnlyOneSings_PrefersItsVocals()
    {
        var match = CompatibilityScorer.Match(
            SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(120)), SyntheticAnalysis.Track(1, SyntheticAnalysis.Song(122, sings: false)), CancellationToken.None);
        Assert.True(match.VocalsOverTheirs.Score > match.TheirsOverBand.Score);
    }

    [Fact]
    public void Match_BandThatSingsToo_SaysThatItsVoiceMayBeHeard()
    {
        var song = SyntheticAnalysis.Song(120);
        var everywhere = SyntheticAnalysis.Song(122, seed: 2) with { Vocals = [new(0, 180)] };
        var (clash, free) = (Match(song, everywhere), Match(song, SyntheticAnalysis.Song(122, seed: 2, sings: false)));
        Assert.Contains(clash.Reasons, r => r.Contains("shine through", StringComparison.Ordinal));
        Assert.True(clash.Windows[0].Clash > free.Windows[0].Clash && clash.Score < free.Score);
        Assert.Equal(0, free.Windows[0].Clash);
    }

    [Fact]
    public void Match_SameDrums_AgreeInRhythmMoreThanDrumsOnTheOffbeat()
    {
        var song = SyntheticAnalysis.Song(120);
        var features = SyntheticAnalysis.Song(122, seed: 2).BeatFeatures;
        var off = SyntheticAnalysis.Song(122, seed: 2) with
        {
            BeatFeatures = features with { KickPattern = [.. features.KickPattern.Select(Later)], SnarePattern = [.. features.SnarePattern.Select(Later)] },
        };
        Assert.True(Match(song, SyntheticAnalysis.Song(122, seed: 2)).Windows[0].Rhythm > 0.9);
        Assert.True(Match(song, off).Windows[0].Rhythm < 0.1);

        static float[] Later(float[] pattern) => [.. pattern[6..], .. pattern[..6]];
    }

    [Fact]
    public void Match_HalfTheTempo_MeetsAtDoubleTime()
    {
        var match = Match(SyntheticAnalysis.Song(124), SyntheticAnalysis.Song(63, seed: 2));
        Assert.Equal(2, match.TempoRelation);
        Assert.InRange(match.Bpm, 120, 130);
    }

    private static DirectionMatch Match(TrackAnalysis song, TrackAnalysis candidate) =>
        CompatibilityScorer.Match(SyntheticAnalysis.Track(0, song), SyntheticAnalysis.Track(1, candidate), CancellationToken.None).VocalsOverTheirs;

    private static TrackAnalysis Transposed(TrackAnalysis song, int semitones) => song with
    {
        Key = song.Key with { Key = song.Key.Key.Transpose(semitones) },
        Chords = [],
        BeatFeatures = song.BeatFeatures with
        {
            Chroma = [.. song.BeatFeatures.Chroma.Select(c => Enumerable.Range(0, 12).Select(p => c[(p - semitones + 12) % 12]).ToArray())],
        },
    };
}
