namespace Mashup.Sdk.Tests;

public sealed class StageGraphTests
{
    [Fact]
    public async Task Add_StageWithDependency_SeesItsValue()
    {
        using var graph = new StageGraph(null, default);
        var decoded = graph.Add(MashupStage.Decode, "a", _ => 20);
        var analysed = graph.Add(MashupStage.Analyse, "a", _ => decoded.Value + 1, decoded);

        Assert.Equal(21, await graph.Completion(analysed));
    }

    [Fact]
    public async Task Completion_OneStageFails_OthersAreCancelledAndTheFirstFailureIsThrown()
    {
        using var graph = new StageGraph(null, default);
        var endless = graph.Add(MashupStage.Separate, "a", async c =>
        {
            await Task.Delay(Timeout.Infinite, c.CancellationToken);
            return 0;
        });
        var broken = graph.Add<int>(MashupStage.Analyse, "a", Task<int> (_) => throw new MashupException(MashupStage.Analyse, "No beat."));
        var render = graph.Add(MashupStage.Render, null, _ => 1, endless, broken);

        var error = await Assert.ThrowsAsync<MashupException>(() => graph.Completion(render));

        Assert.Equal("No beat.", error.Message);
        Assert.True(endless.Task.IsCanceled);
    }

    [Fact]
    public async Task Completion_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        using var graph = new StageGraph(null, cancellation.Token);
        var endless = graph.Add(MashupStage.Decode, "a", async c =>
        {
            await Task.Delay(Timeout.Infinite, c.CancellationToken);
            return 0;
        });

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => graph.Completion(endless));
    }

    [Fact]
    public async Task Report_CriticalPath_IsTheChainThatEndedLast()
    {
        using var graph = new StageGraph(null, default);
        var quick = graph.Add(MashupStage.Analyse, "a", _ => 0);
        var slow = graph.Add(MashupStage.Separate, "a", async c =>
        {
            await quick.Done;
            await Task.Delay(50, c.CancellationToken);
            return 0;
        });
        var render = graph.Add(MashupStage.Render, null, _ => 0, quick, slow);
        await graph.Completion(render);

        var report = graph.Report();

        Assert.Equal([MashupStage.Separate, MashupStage.Render], report.CriticalPath.Select(s => s.Stage));
        Assert.Equal(3, report.Stages.Count);
    }

    [Fact]
    public async Task Progress_OfAStage_StartsAtZeroEndsAtOneAndNeverGoesBack()
    {
        var steps = new Recorder();
        using var graph = new StageGraph(steps, default);
        await graph.Completion(graph.Add(MashupStage.Decode, "/music/a.mp3", c =>
        {
            c.Report(0.7);
            c.Report(0.3);
            c.Report(double.NaN);
            return 0;
        }));

        Assert.Equal([0, 0.7, 1], steps.Values.Select(s => s.Fraction));
        Assert.All(steps.Values, s => Assert.Equal("a.mp3", s.Track));
    }

    private sealed class Recorder : IProgress<MashupProgress>
    {
        public List<MashupProgress> Values { get; } = [];

        public void Report(MashupProgress value) => Values.Add(value);
    }
}
