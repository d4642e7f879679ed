namespace Mashup.Samples.Tests.Load;

/// <summary>Many users at once. How long answers take is measured by the benchmarks; here none may fail, and no job may get lost.</summary>
public sealed class LoadTests
{
    [Fact]
    public async Task Crowd_PollingListingAndSubmitting_SeesNoErrorAndLosesNoJob()
    {
        const int users = 60;
        await using var world = await StubbedWorld.StartAsync(users, "Workers=2");
        using var run = new LoadRun(world.Address, TimeSpan.FromMilliseconds(20));

        var result = await run.RunAsync(world.Crowd, callsEach: 15);

        Assert.Empty(result.Errors);
        Assert.Equal((users * 15, users), (result.Answers, result.Submitted.Count));
        Assert.Empty(await run.LostAsync(result));
    }
}
