using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Tests.Planning;

namespace Mashup.Sdk.Tests;

public class RenderAttemptsTests
{
    private static readonly IReadOnlyList<MashupPlan> Plans = new VocalOverBandPlanner().Plan(
        new PlanningRequest
        {
            Tracks = [SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(124, seed: 3)), SyntheticAnalysis.Track(1, SyntheticAnalysis.Song(126, seed: 4))],
            DurationSeconds = 20,
            Variants = 3,
        },
        CancellationToken.None);

    [Fact]
    public async Task BestAsync_GoodSound_RendersOnce()
    {
        var (best, renders) = await BestAsync(Strokes);
        Assert.Equal(1, renders);
        Assert.Same(Plans[0], best.Plan);
    }

    [Fact]
    public async Task BestAsync_FirstIsSilent_TakesTheNextAndSaysSo()
    {
        var (best, renders) = await BestAsync(p => p == Plans[0] ? Silence() : Strokes(p));
        Assert.Equal(2, renders);
        Assert.Equal(Plans[1].Bpm, best.Plan.Bpm);
        Assert.Contains("next best", best.Plan.Warnings[^1], StringComparison.Ordinal);
        Assert.True(best.Quality.Overall >= RenderAttempts.Threshold);
    }

    [Fact]
    public async Task BestAsync_EverythingIsSilent_GivesUpAfterThreeAndSaysSo()
    {
        var (best, renders) = await BestAsync(_ => Silence());
        Assert.Equal(3, renders);
        Assert.Contains("no other plan", best.Plan.Warnings[^1], StringComparison.Ordinal);
    }

    private static async Task<(RenderedPlan Best, int Renders)> BestAsync(Func<MashupPlan, AudioBuffer> sound)
    {
        using var graph = new StageGraph(null, CancellationToken.None);
        var plans = graph.Add<IReadOnlyList<MashupPlan>>(MashupStage.Plan, null, _ => Task.FromResult<IReadOnlyList<MashupPlan>>([Plans[0]]));
        await graph.Completion(plans);
        var renders = 0;
        var best = await new RenderAttempts(plans, _ => Plans).BestAsync(
            0,
            plan =>
            {
                renders++;
                return Task.FromResult(sound(plan));
            },
            CancellationToken.None);
        return (best, renders);
    }

    private static AudioBuffer Silence() => new(44100, [new float[20 * 44100], new float[20 * 44100]]);

    // Strokes on every half beat over a tone: loud, clean, unbroken and in time.
    private static AudioBuffer Strokes(MashupPlan plan)
    {
        var samples = new float[20 * 44100];
        var half = 30 / plan.Bpm;
        for (var i = 0; i < samples.Length; i++)
        {
            var time = i / 44100d;
            var phase = time - Math.Floor(time / half) * half;
            samples[i] = (float)(0.4 * Math.Exp(-20 * phase) * Math.Sin(2 * Math.PI * 200 * phase) + 0.03 * Math.Sin(2 * Math.PI * 330 * time));
        }

        return new AudioBuffer(44100, [samples, samples]);
    }
}
