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
///    sound was kept from before: an edit stretches only what it touches.
/// 3. The vocals are mixed first: where they sound decides how far the beds make room (<see cref="VocalPresence"/>), ahead of time.
/// 4. The beds follow, ducked. Runs are rendered beside each other but summed in the order of the plan: the same bytes for any number of threads.
/// 5. Reverb and echo answer what was sent to them (<see cref="EffectBus"/>). 6. The sum is mastered (<see cref="MasteringChain"/>).
/// </remarks>
internal sealed class TimelineRenderer(ITimeStretcher stretcher, IRunStore? store = null) : IMashupRenderer
{
    private const double MixShare = 0.85;
    private const int MostRunsAtOnce = 4;

    public async Task<AudioBuffer> RenderAsync(RenderRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        PlanGuard.Check(request);
        var plan = request.Options.Mastering ? LowEnd.Swap(request.Plan) : request.Plan;
        plan = request.Range is { } range ? PlanWindow.Of(plan, range) : plan;
        var length = (int)Math.Round(plan.DurationSeconds * plan.SampleRate);
        var runs = RunLayout.Make(plan, length);
        var mix = new Mixdown(length, plan, new RenderProgress(progress, MixShare, runs.Sum(r => (double)(r.End - r.Start))));

        await MixAsync([.. runs.Where(r => r.Stem == StemKind.Vocals)], request, _ => null, mix, cancellationToken).ConfigureAwait(false);
        Dictionary<string, DuckingCurve?> ducking = plan.Tracks.ToDictionary(
            t => t.Id, t => request.Options.DuckingDb > 0 ? mix.Presence.For(t.Id, request.Options.DuckingDb) : null);
        await MixAsync([.. runs.Where(r => r.Stem != StemKind.Vocals)], request, t => ducking[t], mix, cancellationToken).ConfigureAwait(false);
        await Task.Run(() => mix.ReturnEffects(cancellationToken), cancellationToken).ConfigureAwait(false);
        if (request.Options.Mastering)
        {
            var target = request.Options.TargetLufs;
            target += request.Range is { } part ? await LoudnessOutline.DifferenceAsync(request.Plan, part, request.Sources, cancellationToken).ConfigureAwait(false) : 0;
            await Task.Run(
                () => MasteringChain.Process(mix.Sum, target, request.Options.CeilingDbtp, mix.Progress.Master, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }

        mix.Progress.Master(1);
        return mix.Sum;
    }

    private async Task MixAsync(
        IReadOnlyList<ClipRun> runs, RenderRequest request, Func<string, DuckingCurve?> ducking, Mixdown mix, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rendering = new Task<IReadOnlyList<MixedClip>>?[runs.Count];
        var atOnce = Math.Clamp(Environment.ProcessorCount, 1, MostRunsAtOnce);
        try
        {
            var started = 0;
            for (var i = 0; i < runs.Count; i++)
            {
                for (; started < Math.Min(i + atOnce, runs.Count); started++)
                {
                    var run = runs[started];
                    rendering[started] = Task.Run(() => RenderAsync(run, request, ducking(run.Track), stop.Token), stop.Token);
                }

                mix.Add(runs[i], await rendering[i]!.ConfigureAwait(false));
                rendering[i] = null;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(rendering.OfType<Task>())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<MixedClip>> RenderAsync(ClipRun run, RenderRequest request, DuckingCurve? ducking, CancellationToken cancellationToken)
    {
        var rendered = await SoundAsync(run, request, cancellationToken).ConfigureAwait(false);
        var samplesPerBeat = 60 / request.Plan.Bpm * request.Plan.SampleRate;
        var context = new ClipContext(samplesPerBeat, ducking, request.Options.Mastering);
        return [.. run.Clips.Select(clip => ClipMixer.Render(clip, run, rendered, context, cancellationToken))];
    }

    private async Task<RenderedRun> SoundAsync(ClipRun run, RenderRequest request, CancellationToken cancellationToken)
    {
        var quality = request.Options.Quality;
        var fingerprint = store is not null && RunSound.IsStretched(run, request.Plan.SampleRate) ? request.Sources.Fingerprint(run.Track, run.Stem) : null;
        var form = fingerprint is null ? "" : RunSound.Describe(run, quality);
        if (fingerprint is not null && await store!.ReadAsync(fingerprint, form, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept;
        }

        var source = await request.Sources.GetStemAsync(run.Track, run.Stem, cancellationToken).ConfigureAwait(false);
        if (source is null || source.SampleRate != request.Plan.SampleRate)
        {
            throw new MashupException(
                MashupStage.Render,
                $"The {run.Stem} of song \"{run.Track}\" is not there at the plan's {request.Plan.SampleRate} Hz; decode and separate the song again.");
        }

        var sound = RunSound.Render(run, source, stretcher, quality, cancellationToken);
        var rendered = new RenderedRun(sound, source.Length, run.Stem == StemKind.Vocals ? VoiceLevel.Of(source) : 0);
        if (fingerprint is not null)
        {
            await store!.WriteAsync(fingerprint, form, rendered, cancellationToken).ConfigureAwait(false);
        }

        return rendered;
    }
}
