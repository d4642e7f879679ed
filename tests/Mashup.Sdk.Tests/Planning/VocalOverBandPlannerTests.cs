using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Planning;

public class VocalOverBandPlannerTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Plan_AnySongs_KeepsEveryInvariant(int seed)
    {
        var random = new Random(seed);
        var request = new PlanningRequest
        {
            Tracks = [.. Enumerable.Range(0, random.Next(2, 6)).Select(i => SyntheticAnalysis.AnyTrack(i, random))],
            DurationSeconds = random.Next(5) == 0 ? 600 : random.Next(30, 240),
            Energy = random.NextDouble(),
            Style = random.NextDouble(),
            Seed = seed,
            Variants = random.Next(1, 4),
            VocalsFrom = random.Next(5) == 0 ? "b" : null,
        };
        var plans = Plan(request);
        Assert.Equal(request.Variants, plans.Count);
        foreach (var plan in plans)
        {
            AssertSound(plan, request);
        }
    }

    [Fact]
    public void Plan_SameRequestTwice_GivesTheSameBytes()
    {
        var request = Request(SyntheticAnalysis.Song(124, seed: 3), SyntheticAnalysis.Song(128, tonic: 4, seed: 4));
        Assert.Equal(PlanDocument.Write(Plan(request)[0]), PlanDocument.Write(Plan(request)[0]));
    }

    [Fact]
    public void Plan_CompatiblePair_PutsVocalsOfOneOverTheBandOfTheOther()
    {
        var plan = Plan(Request(SyntheticAnalysis.Song(124, seed: 3), SyntheticAnalysis.Song(128, tonic: 2, seed: 4)))[0];
        Assert.InRange(plan.Bpm, 124 * 0.96, 128 * 1.04);
        foreach (var vocal in plan.Clips.Where(c => c.Stem == StemKind.Vocals))
        {
            Assert.Contains(plan.Clips, c => c.Stem is StemKind.Bass or StemKind.Other && c.Track != vocal.Track
                && c.StartBeat < vocal.StartBeat + vocal.Beats && vocal.StartBeat < c.StartBeat + c.Beats);
        }

        Assert.Contains(plan.Clips, c => c.Stem == StemKind.Vocals);
    }

    [Fact]
    public void Plan_HalfTempoSong_PutsItsBeatsOnEverySecondBeat()
    {
        var plan = Plan(Request(SyntheticAnalysis.Song(78, seed: 3), SyntheticAnalysis.Song(160, seed: 4)))[0];
        var steps = plan.Clips.Select(c => (c.Track, Step: c.Warp[1].Beat - c.Warp[0].Beat)).Distinct().ToDictionary(x => x.Track, x => x.Step);
        Assert.Equal(2, steps["a"] / steps["b"], 6);
    }

    [Fact]
    public void Plan_NobodySings_SwapsInstrumentsAndSaysSo()
    {
        var plan = Plan(Request(SyntheticAnalysis.Song(120, sings: false), SyntheticAnalysis.Song(122, seed: 2, sings: false)))[0];
        Assert.DoesNotContain(plan.Clips, c => c.Stem == StemKind.Vocals);
        Assert.Contains(plan.Rationale, r => r.Contains("Nobody sings", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_TempiFarApart_FollowEachOtherAndSaysSo()
    {
        var plan = Plan(Request(SyntheticAnalysis.Song(100), SyntheticAnalysis.Song(141, seed: 2)))[0];
        Assert.All(plan.Clips, c => Assert.Equal(StemKind.Mix, c.Stem));
        Assert.Equal(2, plan.Clips.Select(c => c.Track).Distinct().Count());
        Assert.Contains(plan.Rationale, r => r.Contains("too far from the others", StringComparison.Ordinal));
        Assert.True(plan.Score.Overall < 50);
    }

    [Fact]
    public void Plan_SongsThatCannotBeLayered_TakeTurnsOfAboutEqualLength()
    {
        var plan = Plan(Request(SyntheticAnalysis.Song(100), SyntheticAnalysis.Song(141, seed: 2)))[0];
        var beats = plan.Clips.GroupBy(c => c.Track).Select(g => g.Sum(c => c.Beats)).ToArray();
        Assert.InRange(beats.Min() / beats.Sum(), 0.35, 0.5);
    }

    [Fact]
    public void Plan_BothSing_TheSecondVoiceComesAfterTheBreak()
    {
        var plan = Plan(Request(SyntheticAnalysis.Song(124, seed: 3), SyntheticAnalysis.Song(126, seed: 4)) with { DurationSeconds = 150 })[0];
        Assert.Equal(2, plan.Clips.Where(c => c.Stem == StemKind.Vocals).Select(c => c.Track).Distinct().Count());
    }

    [Fact]
    public void Plan_VocalsFromOneSong_UsesNoOtherVocals()
    {
        var request = Request(SyntheticAnalysis.Song(124, seed: 3), SyntheticAnalysis.Song(128, seed: 4)) with { VocalsFrom = "b", Style = 1 };
        Assert.All(Plan(request)[0].Clips.Where(c => c.Stem == StemKind.Vocals), c => Assert.Equal("b", c.Track));
    }

    [Fact]
    public void Plan_MoreEnergy_BringsMoreDrums()
    {
        var request = Request(SyntheticAnalysis.Song(124, seed: 3), SyntheticAnalysis.Song(126, seed: 4));
        double Drums(double energy) => Plan(request with { Energy = energy })[0].Clips.Where(c => c.Stem == StemKind.Drums).Sum(c => c.Beats);
        Assert.True(Drums(0.9) > Drums(0.1));
    }

    [Fact]
    public void Plan_ManyThreadsAtOnce_GiveTheSameBytes()
    {
        var request = Request(SyntheticAnalysis.Song(124, seed: 3), SyntheticAnalysis.Song(128, tonic: 4, seed: 4), SyntheticAnalysis.Song(63, seed: 5)) with { Variants = 3, Style = 0.9 };
        var expected = string.Concat(Plan(request).Select(PlanDocument.Write));
        var planner = new VocalOverBandPlanner();
        var texts = new string[8];
        Parallel.For(0, texts.Length, i => texts[i] = string.Concat(planner.Plan(request, CancellationToken.None).Select(PlanDocument.Write)));
        Assert.All(texts, t => Assert.Equal(expected, t));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void Plan_FiveSongs_UsesAllOfThem(double seconds)
    {
        double[] tempi = [120, 124, 62, 118, 127];
        var request = Request([.. tempi.Select((t, i) => SyntheticAnalysis.Song(t, 240, tonic: i * 2, seed: i))]) with { DurationSeconds = seconds };
        var plan = Plan(request)[0];
        Assert.Equal(5, plan.Clips.Select(c => c.Track).Distinct().Count());
    }

    [SkippableFact]
    public void Plan_CorpusPairs_KeysAgreeAndShiftsStaySmall()
    {
        var folder = SharedData.Require("corpus");
        var songs = Directory.GetFiles(folder, "d*.json").Order(StringComparer.Ordinal).Select(SyntheticAnalysis.FromTruth).ToArray();
        var (right, all) = (0, 0);
        for (var a = 0; a < songs.Length; a++)
        {
            for (var b = a + 1; b < songs.Length; b += 3)
            {
                var request = Request(songs[a], songs[b]) with { DurationSeconds = 60 };
                var plan = Plan(request)[0];
                AssertSound(plan, request);
                var keys = plan.Clips.Where(c => c.Stem is not (StemKind.Drums or StemKind.Mix))
                    .Select(c => plan.Tracks.First(t => t.Id == c.Track).Key.Transpose((int)c.Semitones)).Distinct().ToArray();
                all++;
                right += keys.All(x => keys.All(y => Agree(x, y))) ? 1 : 0;
            }
        }

        Assert.True(right >= 0.95 * all, $"{right} of {all} pairs agree in key");
    }

    private static bool Agree(MusicalKey a, MusicalKey b) => (a.MajorTonic - b.MajorTonic + 12) % 12 is 0 or 5 or 7 || a.Tonic == b.Tonic;

    private static PlanningRequest Request(params TrackAnalysis[] songs) => new() { Tracks = [.. songs.Select((s, i) => SyntheticAnalysis.Track(i, s))] };

    private static IReadOnlyList<MashupPlan> Plan(PlanningRequest request) => new VocalOverBandPlanner().Plan(request, CancellationToken.None);

    private static void AssertSound(MashupPlan plan, PlanningRequest request)
    {
        Assert.Empty(PlanValidator.Validate(plan));
        var text = PlanDocument.Write(plan);
        Assert.Empty(PlanSchema.Violations(text));
        Assert.Equal(text, PlanDocument.Write(PlanDocument.Read(text)));
        var meter = request.Tracks.Any(t => t.Analysis.Beats.Meter == 3) && plan.Sections[^1].Beats % 3 == 0 && plan.Sections[0].Beats % 3 == 0 ? 3 : 4;
        Assert.InRange(plan.DurationSeconds, request.DurationSeconds - 4 * 60 / plan.Bpm, request.DurationSeconds + 4 * 60 / plan.Bpm);
        Assert.All(plan.Sections, s => Assert.True(s.StartBeat % meter == 0 || s.StartBeat % 3 == 0 || s.StartBeat % 4 == 0));
        Assert.All(plan.Clips, c => Assert.InRange(c.Semitones, -3, 3));
        Assert.All(plan.Clips, c => Assert.InRange(c.StartBeat + c.Beats, 0, plan.DurationSeconds * plan.Bpm / 60 + 0.01));
        Assert.All(plan.Clips, c => Assert.All(c.Warp.Zip(c.Warp.Skip(1)), w => Assert.True(w.Second.Beat - w.First.Beat <= 4)));
        Assert.All(plan.Clips, c => Assert.True(c.Warp[0].Beat <= c.StartBeat + 1e-6 && c.Warp[^1].Beat >= c.StartBeat + c.Beats - 1e-6));
        foreach (var stem in (StemKind[])[StemKind.Drums, StemKind.Bass, StemKind.Vocals])
        {
            var lane = plan.Clips.Where(c => c.Stem == stem).OrderBy(c => c.StartBeat).ToArray();
            Assert.All(lane.Zip(lane.Skip(1)), p => Assert.True(p.First.StartBeat + p.First.Beats <= p.Second.StartBeat + 1e-3, $"two {stem} at beat {p.Second.StartBeat}"));
        }

        Assert.NotEmpty(plan.Rationale);
        Assert.All(plan.Sections, s => Assert.False(string.IsNullOrEmpty(s.Reason)));
    }
}
