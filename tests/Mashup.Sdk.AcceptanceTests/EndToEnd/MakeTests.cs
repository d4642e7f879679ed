using Mashup.Sdk.Planning;
using Mashup.Sdk.Tests;

namespace Mashup.Sdk.AcceptanceTests.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class MakeTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public async Task Make_TwoSongs_GivesAMashupOfTheRightLengthAndLoudness()
    {
        var steps = new List<MashupProgress>();
        var request = new MashupRequest(demo.SongA, demo.SongB) { Output = demo.File("out.wav"), DurationSeconds = 30 };

        var result = await demo.Engine().MakeAsync(request, new Steps(steps));

        var audio = SharedData.Decode(demo.File("out.wav"));
        Assert.InRange(audio.DurationSeconds, 30 - 240 / result.Best.Plan.Bpm, 30 + 240 / result.Best.Plan.Bpm);
        var loudness = await demo.Engine().MeasureLoudnessAsync(demo.File("out.wav"));
        Assert.InRange(loudness.IntegratedLufs, -14.5, -13.5);
        Assert.InRange(loudness.TruePeakDbtp, -20, -0.95);
        Assert.NotEmpty(result.Best.Plan.Rationale);
        Assert.Equal(2, result.Songs.Count);
        Assert.Equal(Enum.GetValues<MashupStage>(), steps.Select(s => s.Stage).Distinct().Order());
        Assert.All(steps.GroupBy(s => (s.Stage, s.Track)), g => Assert.Equal(g.Select(s => s.Fraction).Order(), g.Select(s => s.Fraction)));
        Assert.NotEmpty(result.Stages.CriticalPath);
    }

    [Fact]
    public async Task Make_Again_GivesTheSameBytesAndPlan()
    {
        var request = new MashupRequest(demo.SongA, demo.SongB) { DurationSeconds = 30, Seed = 7 };
        var fresh = MashupEngine.Create(o => o.Caching.Enabled = false);

        var first = await demo.Engine().MakeAsync(request with { Output = demo.File("1.wav") });
        var second = await fresh.MakeAsync(request with { Output = demo.File("2.wav") });
        await demo.Engine().RenderAsync(PlanDocument.Read(PlanDocument.Write(first.Best.Plan)), demo.File("3.wav"));

        Assert.Equal(PlanDocument.Write(first.Best.Plan), PlanDocument.Write(second.Best.Plan));
        var bytes = await File.ReadAllBytesAsync(demo.File("1.wav"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(demo.File("2.wav")));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(demo.File("3.wav")));
    }

    [Fact]
    public async Task Make_ThreeVariants_WritesThreeDifferentMashups()
    {
        var request = new MashupRequest(demo.SongA, demo.SongB) { Output = demo.File("v.wav"), DurationSeconds = 30, Variants = 3 };

        var result = await demo.Engine().MakeAsync(request);

        Assert.Equal([demo.File("v-1.wav"), demo.File("v-2.wav"), demo.File("v-3.wav")], result.Variants.Select(v => v.File));
        Assert.All(result.Variants, v => Assert.True(File.Exists(v.File)));
        Assert.Equal(3, result.Variants.Select(v => PlanDocument.Write(v.Plan)).Distinct().Count());
    }

    [Fact]
    public async Task Make_Cancelled_LeavesNothingBehind()
    {
        using var cancellation = new CancellationTokenSource();
        var request = new MashupRequest(demo.SongA, demo.SongB) { Output = demo.File("cancelled.wav"), DurationSeconds = 30, Seed = 99 };
        var engine = MashupEngine.Create(o => o.Caching.Enabled = false);

        var job = engine.MakeAsync(request, new CancelAt(MashupStage.Separate, cancellation), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job);
        Assert.Empty(Directory.EnumerateFiles(demo.Path, "*cancelled*"));
    }

    [Fact]
    public async Task Make_WithAMissingSong_SaysWhich()
    {
        var request = new MashupRequest(demo.SongA, demo.File("nowhere.mp3")) { Output = demo.File("x.wav") };

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => demo.Engine().MakeAsync(request));

        Assert.Contains("nowhere.mp3", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(demo.File("x.wav")));
    }

    private sealed class Steps(List<MashupProgress> steps) : IProgress<MashupProgress>
    {
        public void Report(MashupProgress value)
        {
            lock (steps)
            {
                steps.Add(value);
            }
        }
    }

    private sealed class CancelAt(MashupStage stage, CancellationTokenSource cancellation) : IProgress<MashupProgress>
    {
        public void Report(MashupProgress value)
        {
            if (value.Stage == stage)
            {
                cancellation.Cancel();
            }
        }
    }
}
