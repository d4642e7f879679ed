using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Scoring;
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
        var (best, renders, written) = await BestAsync(Strokes);
        Assert.Equal(1, renders);
        Assert.Same(Plans[0], best.Plan);
        Assert.Same(Plans[0], Assert.Single(written));
    }

    [Fact]
    public async Task BestAsync_FirstIsSilent_TakesTheNextAndSaysSo()
    {
        var (best, renders, written) = await BestAsync(p => p == Plans[0] ? Silence() : Strokes(p));
        Assert.Equal(2, renders);
        Assert.Equal(Plans[1].Bpm, best.Plan.Bpm);
        Assert.Contains("next best", best.Plan.Warnings[^1], StringComparison.Ordinal);
        Assert.True(best.Quality.Overall >= RenderAttempts.Threshold);
        Assert.Same(Plans[1], written[^1]);
    }

    [Fact]
    public async Task BestAsync_EverythingIsSilent_GivesUpAfterThreeAndSaysSo()
    {
        var (best, renders, written) = await BestAsync(_ => Silence());
        Assert.Equal(3, renders);
        Assert.Contains("no other plan", best.Plan.Warnings[^1], StringComparison.Ordinal);
        Assert.Same(Plans[0], written[^1]);
    }

    private static async Task<(MashupVariant Best, int Renders, List<MashupPlan> Written)> BestAsync(Func<MashupPlan, AudioBuffer> sound)
    {
        var renders = 1;
        var written = new List<MashupPlan>();
        var best = await new RenderAttempts(() => [Plans[0]], _ => Plans).BestAsync(
            0,
            sound(Plans[0]),
            plan =>
            {
                renders++;
                return Task.FromResult(sound(plan));
            },
            (plan, audio) =>
            {
                written.Add(plan);
                var loudness = LoudnessAnalyzer.Measure(audio, CancellationToken.None).Loudness;
                return Task.FromResult(new MashupVariant("out.wav", plan, loudness, MashupScorer.Score(audio, plan, new LoudnessTarget(-14, -1), () => loudness, CancellationToken.None)));
            },
            CancellationToken.None);
        return (best, renders, written);
    }

    private static AudioBuffer Silence() => new(44100, [new float[20 * 44100], new float[20 * 44100]]);

    // Strokes on every half beat over a tone, a louder one where somebody sings: loud, clean, unbroken and in time.
    private static AudioBuffer Strokes(MashupPlan plan)
    {
        var samples = new float[20 * 44100];
        var half = 30 / plan.Bpm;
        for (var i = 0; i < samples.Length; i++)
        {
            var time = i / 44100d;
            var phase = time - Math.Floor(time / half) * half;
            var sung = plan.Clips.Any(c => c.Stem == StemKind.Vocals && time * plan.Bpm / 60 is var beat && beat >= c.StartBeat && beat < c.StartBeat + c.Beats);
            samples[i] = (float)(0.4 * Math.Exp(-20 * phase) * Math.Sin(2 * Math.PI * 200 * phase) + (sung ? 0.1 : 0.03) * Math.Sin(2 * Math.PI * 330 * time));
        }

        return new AudioBuffer(44100, [samples, samples]);
    }
}
