using System.Collections.Concurrent;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Tests.Rendering;

public sealed class IncrementalRenderTests
{
    private static readonly Stems Sources = new(Mix.Noise(30, 1), Mix.Noise(30, 2));

    [Fact]
    public async Task RenderAsync_MovedClip_GivesWhatAFreshRenderGivesAndStretchesNothing()
    {
        var store = new MemoryStore();
        await Mix.Render(Plan(move: 0), Sources, new RenderingOptions(), store: store);
        var counting = new InterpolatingStretcher();

        var edited = await Mix.Render(Plan(move: 4), Sources, new RenderingOptions(), store: store, stretcher: counting);
        var fresh = await Mix.Render(Plan(move: 4), Sources, new RenderingOptions());

        Assert.Equal(0, counting.Calls);
        Same(fresh, edited);
    }

    [Fact]
    public async Task RenderAsync_TrimmedClip_StretchesThatClipOnly()
    {
        var store = new MemoryStore();
        await Mix.Render(Plan(move: 0), Sources, new RenderingOptions(), store: store);
        var counting = new InterpolatingStretcher();
        var plan = Plan(move: 0);
        plan = plan with { Clips = [.. plan.Clips.Select(c => c.Id == "2" ? c with { Beats = c.Beats - 1 } : c)] };

        var edited = await Mix.Render(plan, Sources, new RenderingOptions(), store: store, stretcher: counting);

        Assert.Equal(1, counting.Calls);
        Same(await Mix.Render(plan, Sources, new RenderingOptions()), edited);
    }

    [Fact]
    public async Task RenderAsync_EditedSound_IsNotTakenFromTheStore()
    {
        var store = new MemoryStore();
        var counting = new InterpolatingStretcher();
        var clip = Mix.Clip("c", 4, 8, 3, StemKind.Drums, rate: 1.05);
        var plan = Mix.Plan(10, clip);
        PlanClip[] edits =
        [
            clip with { Semitones = 1 }, clip with { Stem = StemKind.Bass }, clip with { Track = "b" },
            clip with { Warp = [clip.Warp[0], clip.Warp[1] with { Source = clip.Warp[1].Source + 0.01 }] },
        ];

        await Mix.Render(plan, Sources, store: store, stretcher: counting);
        foreach (var edit in edits)
        {
            await Mix.Render(plan with { Clips = [edit] }, Sources, store: store, stretcher: counting);
        }

        Assert.Equal(1 + edits.Length, counting.Calls);
    }

    [Fact]
    public async Task RenderAsync_Range_IsThePartOfTheWhole()
    {
        var plan = Plan(move: 0);

        var whole = await Mix.Render(plan, Sources);
        var part = await Mix.Render(plan, Sources, range: new BeatRange(10, 9));

        Assert.Equal(9 * Mix.Beat, part.Length);
        Assert.True(Mix.Difference(whole, 10 * Mix.Beat + 300, part, 300, 9 * Mix.Beat - 600) < -60);
    }

    [Fact]
    public async Task RenderAsync_RangeOfAKeptMashup_AsksForNoStem()
    {
        var store = new MemoryStore();
        var plan = Plan(move: 0);
        var fresh = await Mix.Render(plan, Sources, new RenderingOptions(), range: new BeatRange(6, 9));
        await Mix.Render(plan, Sources, new RenderingOptions(), store: store);

        var part = await Mix.Render(plan, new NamesOnly(), new RenderingOptions(), store: store, range: new BeatRange(6, 9));

        Assert.Equal(9 * Mix.Beat, part.Length);
        Assert.True(Mix.Difference(fresh, 300, part, 300, fresh.Length - 600) < -40);
    }

    [Fact]
    public async Task RenderAsync_UnalteredClip_IsKeptToo()
    {
        var store = new MemoryStore();
        var plan = Mix.Plan(4, Mix.Clip("c", 0, 8, 1));
        var first = await Mix.Render(plan, Sources, store: store);

        Same(first, await Mix.Render(plan, new NamesOnly(), store: store));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(39, 8)]
    [InlineData(500, 8)]
    public async Task RenderAsync_RangeAtTheEdge_EndsWithThePlan(double start, double beats)
    {
        var part = await Mix.Render(Plan(move: 0), Sources, new RenderingOptions(), range: new BeatRange(start, beats));

        Assert.Equal((int)Math.Round(Math.Max(0, Math.Min(start + beats, 40) - start) * Mix.Beat), part.Length);
    }

    private static MashupPlan Plan(double move) => Mix.Plan(
        20,
        Mix.Clip("1", 0, 16, 1, StemKind.Drums, rate: 1.03),
        Mix.Clip("2", 4 + move, 8, 5, StemKind.Vocals, "b", rate: 0.97) with { Semitones = 1, FadeOutBeats = 0.5 },
        Mix.Clip("3", 20, 16, 9, StemKind.Bass, rate: 1.03));

    private static void Same(AudioBuffer expected, AudioBuffer actual) =>
        Assert.True(expected.Channel(0).SequenceEqual(actual.Channel(0)) && expected.Channel(1).SequenceEqual(actual.Channel(1)));

    private sealed class NamesOnly : IStemSource
    {
        public ValueTask<AudioBuffer> GetStemAsync(string track, StemKind stem, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"Nobody should need the {stem} of {track}.");

        public string? Fingerprint(string track, StemKind stem) => Sources.Fingerprint(track, stem);
    }

    private sealed class MemoryStore : IRunStore
    {
        private readonly ConcurrentDictionary<(string, string), RenderedRun> _runs = [];

        public Task<RenderedRun?> ReadAsync(string source, string form, BufferPool buffers, CancellationToken cancellationToken) =>
            Task.FromResult(_runs.GetValueOrDefault((source, form)));

        public Task WriteAsync(string source, string form, RenderedRun run, CancellationToken cancellationToken)
        {
            _runs[(source, form)] = run;
            return Task.CompletedTask;
        }
    }
}
