using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Planning;

public class RevisionTests
{
    [Theory]
    [InlineData(StemKind.Vocals)]
    [InlineData(StemKind.Drums)]
    [InlineData(StemKind.Other)]
    public void Plan_LockedClip_StaysAndNothingSoundsInItsLane(StemKind stem)
    {
        var before = Plan(Request())[0];
        var locked = before.Clips.First(c => c.Stem == stem && c.Beats >= 8);
        var after = Plan(Request() with { Seed = 9, Energy = 0.9, Style = 0.8, Revision = new PlanRevision(before, [locked.Id]) })[0];

        Assert.Equal(before.Bpm, after.Bpm);
        Assert.Same(locked, Assert.Single(after.Clips, c => c.Id == locked.Id));
        Assert.Empty(PlanValidator.Validate(after));
        Assert.All(
            after.Clips.Where(c => c != locked && c.Stem == stem),
            c => Assert.True(c.StartBeat + c.Beats <= locked.StartBeat + 1e-6 || c.StartBeat >= locked.StartBeat + locked.Beats - 1e-6));
        Assert.All(after.Clips.Where(c => c.Track == locked.Track && c.Stem != StemKind.Drums && stem != StemKind.Drums), c => Assert.Equal(locked.Semitones, c.Semitones));
    }

    [Fact]
    public void Plan_EveryClipLocked_ChangesNoClip()
    {
        var before = Plan(Request())[0];
        var after = Plan(Request() with { Revision = new PlanRevision(before, [.. before.Clips.Select(c => c.Id)]) })[0];
        Assert.Equal(before.Clips.Select(c => c.Id).Order(), after.Clips.Select(c => c.Id).Order());
    }

    [Fact]
    public void Plan_LockedVoice_IsAccompaniedByTheOtherSong()
    {
        var before = Plan(Request())[0];
        var locked = before.Clips.Where(c => c.Stem == StemKind.Vocals).MaxBy(c => c.Beats)!;
        var after = Plan(Request() with { Seed = 5, Revision = new PlanRevision(before, [locked.Id]) })[0];
        var middle = locked.StartBeat + locked.Beats / 2;
        Assert.Contains(after.Clips, c => c.Stem == StemKind.Other && c.Track != locked.Track && c.StartBeat < middle && c.StartBeat + c.Beats > middle);
    }

    [Fact]
    public void Plan_UnknownLockedClip_SaysSo()
    {
        var before = Plan(Request())[0];
        var exception = Assert.Throws<IncompatibleTracksException>(() => Plan(Request() with { Revision = new PlanRevision(before, ["c999"]) }));
        Assert.Contains("c999", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(40, 60)]
    [InlineData(0, 178)]
    public void Plan_ExcludedRegion_IsNotHeard(double start, double end)
    {
        var request = Request();
        request = request with { Tracks = [.. request.Tracks.Select(t => t with { Excluded = [new SourceRegion(start, end)] })], Variants = 3, Style = 0.9 };
        foreach (var clip in Plan(request).SelectMany(p => p.Clips))
        {
            var (from, to) = (clip.SourceAt(clip.StartBeat), clip.SourceAt(clip.StartBeat + clip.Beats));
            Assert.True(to <= start + 0.1 || from >= end - 0.1, $"{clip.Stem} plays {from:0.0} to {to:0.0} s");
        }
    }

    private static PlanningRequest Request() => new()
    {
        Tracks = [SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(124, seed: 3)), SyntheticAnalysis.Track(1, SyntheticAnalysis.Song(128, tonic: 2, seed: 4))],
    };

    private static IReadOnlyList<MashupPlan> Plan(PlanningRequest request) => new VocalOverBandPlanner().Plan(request, CancellationToken.None);
}
