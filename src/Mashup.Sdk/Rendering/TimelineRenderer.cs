using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mastering;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Rendering;

/// <summary>Renders a plan run by run into one sum, vocals first, and masters it.</summary>
/// <remarks>
/// 1. For a preview the plan is cut to the part (<see cref="PlanWindow"/>); low ends change hands on the bar (<see cref="LowEnd"/>).
/// 2. Clips that continue each other become runs (<see cref="RunLayout"/>); each run is stretched as one piece (<see cref="RunSound"/>), unless that very
///    sound was kept from before (<see cref="RunLibrary"/>): an edit stretches only what it touches.
/// 3. The vocals are mixed first: where they sound decides how far the beds make room (<see cref="VocalPresence"/>), ahead of time.
/// 4. The beds follow, ducked. Runs are rendered beside each other but summed in this order: the same bytes for any number of threads.
/// 5. Reverb and echo answer what was sent to them (<see cref="EffectBus"/>). 6. The sum is mastered (<see cref="MasteringChain"/>).
/// </remarks>
internal sealed class TimelineRenderer(ITimeStretcher stretcher, IRunStore? store = null) : IMashupRenderer
{
    private const double MixShare = 0.85;
    private const int RunsAtOnce = 4;

    public async Task<AudioBuffer> RenderAsync(RenderRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        PlanGuard.Check(request);
        var plan = request.Options.Mastering ? LowEnd.Swap(request.Plan) : request.Plan;
        var library = new RunLibrary(request, stretcher, store);
        KeptRuns? whole = null;
        if (request.Range is { } range)
        {
            whole = await library.OpenAsync(plan, range.Start, cancellationToken).ConfigureAwait(false);
            plan = PlanWindow.Of(plan, range);
        }

        var length = (int)Math.Round(plan.DurationSeconds * plan.SampleRate);
        ClipRun[] runs = [.. RunLayout.Make(plan, length).OrderBy(r => r.Stem != StemKind.Vocals)];
        var mix = new Mixdown(length, plan, new RenderProgress(progress, MixShare, runs.Sum(r => (double)(r.End - r.Start))));

        await MixAsync(runs, request, library, mix, cancellationToken).ConfigureAwait(false);
        await Task.Run(() => mix.ReturnEffects(cancellationToken), cancellationToken).ConfigureAwait(false);
        var sound = mix.Sum;
        if (request.Options.Mastering)
        {
            var target = request.Options.TargetLufs;
            target += whole is null ? 0
                : await LoudnessOutline.DifferenceAsync(request.Plan, request.Range!.Value, whole, request.Sources, cancellationToken).ConfigureAwait(false);
            sound = await Task.Run(
                () => MasteringChain.Process(mix.Sum, target, request.Options.CeilingDbtp, mix.Progress.Master, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }

        mix.Progress.Master(1);
        return sound;
    }

    private static async Task MixAsync(
        ClipRun[] runs, RenderRequest request, RunLibrary library, Mixdown mix, CancellationToken cancellationToken)
    {
        var buffers = new BufferPool(runs.Select(RunSound.LengthOf).DefaultIfEmpty(0).Max());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rendering = new Task<IReadOnlyList<MixedClip>>?[runs.Length];
        var vocals = new TaskCompletionSource<IReadOnlyDictionary<string, DuckingCurve?>>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var started = 0;
            for (var i = 0; i < runs.Length; i++)
            {
                if (runs[i].Stem != StemKind.Vocals && !vocals.Task.IsCompleted)
                {
                    vocals.SetResult(mix.Ducking(request.Options.DuckingDb));
                }

                for (; started < Math.Min(i + RunsAtOnce, runs.Length); started++)
                {
                    var run = runs[started];
                    rendering[started] = Task.Run(() => RenderAsync(run, request, (library, buffers), vocals.Task, stop.Token), stop.Token);
                }

                var mixed = await rendering[i]!.ConfigureAwait(false);
                rendering[i] = null;
                mix.Add(runs[i], mixed);
                foreach (var clip in mixed)
                {
                    buffers.Return(clip.Sound);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(rendering.OfType<Task>())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<IReadOnlyList<MixedClip>> RenderAsync(
        ClipRun run, RenderRequest request, (RunLibrary Runs, BufferPool Buffers) library, Task<IReadOnlyDictionary<string, DuckingCurve?>> vocals, CancellationToken cancellationToken)
    {
        var rendered = await library.Runs.GetAsync(run, library.Buffers, cancellationToken).ConfigureAwait(false);
        var ducking = run.Stem == StemKind.Vocals ? null : (await vocals.WaitAsync(cancellationToken).ConfigureAwait(false))[run.Track];
        var samplesPerBeat = 60 / request.Plan.Bpm * request.Plan.SampleRate;
        var context = new ClipContext(samplesPerBeat, ducking, request.Options.Mastering) { Buffers = library.Buffers };
        MixedClip[] clips = [.. run.Clips.Select(clip => ClipMixer.Render(clip, run, rendered, context, cancellationToken))];
        library.Buffers.Return(rendered.Sound);
        return clips;
    }
}
