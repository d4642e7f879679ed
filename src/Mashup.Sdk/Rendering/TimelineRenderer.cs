using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mastering;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Rendering;

/// <summary>Renders a plan run by run into one sum, vocals first, and masters it.</summary>
/// <remarks>
/// 1. Clips that continue each other become runs (<see cref="RunLayout"/>); each run is stretched as one piece (<see cref="RunSound"/>).
/// 2. The vocals are mixed first: where they sound decides how far the beds make room (<see cref="VocalPresence"/>), ahead of time.
/// 3. The beds follow, ducked. Runs are rendered beside each other but summed in the order of the plan: the same bytes for any number of threads.
/// 4. The sum is mastered (<see cref="MasteringChain"/>).
/// </remarks>
internal sealed class TimelineRenderer(ITimeStretcher stretcher) : IMashupRenderer
{
    private const double MixShare = 0.85;
    private const int MostRunsAtOnce = 4;

    public async Task<AudioBuffer> RenderAsync(RenderRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        PlanGuard.Check(request);
        var plan = request.Plan;
        var sum = new AudioBuffer(plan.SampleRate, 2, (int)Math.Round(plan.DurationSeconds * plan.SampleRate));
        var runs = RunLayout.Make(plan, sum.Length);
        var presence = new VocalPresence(sum.Length, plan.SampleRate);
        var done = new RenderProgress(progress, MixShare, runs.Sum(r => (double)(r.End - r.Start)));

        await MixAsync([.. runs.Where(r => r.Stem == StemKind.Vocals)], request, _ => null, presence, sum, done, cancellationToken).ConfigureAwait(false);
        Dictionary<string, DuckingCurve?> ducking = plan.Tracks.ToDictionary(
            t => t.Id, t => request.Options.DuckingDb > 0 ? presence.For(t.Id, request.Options.DuckingDb) : null);
        await MixAsync([.. runs.Where(r => r.Stem != StemKind.Vocals)], request, t => ducking[t], presence, sum, done, cancellationToken).ConfigureAwait(false);

        if (request.Options.Mastering)
        {
            await Task.Run(
                () => MasteringChain.Process(sum, request.Options.TargetLufs, request.Options.CeilingDbtp, done.Master, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }

        done.Master(1);
        return sum;
    }

    private async Task MixAsync(
        IReadOnlyList<ClipRun> runs,
        RenderRequest request,
        Func<string, DuckingCurve?> ducking,
        VocalPresence presence,
        AudioBuffer sum,
        RenderProgress progress,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rendering = new Task<IReadOnlyList<AudioBuffer>>?[runs.Count];
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

                Add(runs[i], await rendering[i]!.ConfigureAwait(false), sum, presence);
                rendering[i] = null;
                progress.Mixed(runs[i].End - runs[i].Start);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(rendering.OfType<Task>())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<AudioBuffer>> RenderAsync(
        ClipRun run, RenderRequest request, DuckingCurve? ducking, CancellationToken cancellationToken)
    {
        var source = await request.Sources.GetStemAsync(run.Track, run.Stem, cancellationToken).ConfigureAwait(false);
        if (source is null || source.SampleRate != request.Plan.SampleRate)
        {
            throw new MashupException(
                MashupStage.Render,
                $"The {run.Stem} of song \"{run.Track}\" is not there at the plan's {request.Plan.SampleRate} Hz; decode and separate the song again.");
        }

        var sound = RunSound.Render(run, source, stretcher, request.Options.Quality, cancellationToken);
        var samplesPerBeat = 60 / request.Plan.Bpm * request.Plan.SampleRate;
        var context = new ClipContext(samplesPerBeat, source.Length, ducking, request.Options.Mastering);
        return [.. run.Clips.Select(clip => ClipMixer.Render(clip, run, sound, context, cancellationToken))];
    }

    private static void Add(ClipRun run, IReadOnlyList<AudioBuffer> clips, AudioBuffer sum, VocalPresence presence)
    {
        foreach (var (clip, sound) in run.Clips.Zip(clips))
        {
            for (var c = 0; c < 2; c++)
            {
                var target = sum.Channel(c).Slice(clip.Start, sound.Length);
                TensorPrimitives.Add(target, sound.Channel(c), target);
            }

            if (run.Stem == StemKind.Vocals)
            {
                presence.Add(run.Track, clip.Start, sound.Channel(0), sound.Channel(1));
            }
        }
    }
}
