using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Rendering;

/// <summary>The sound of the runs of one request: as it was kept, as a part of what was kept, or made.</summary>
/// <remarks>What is copied is kept as well as what is stretched: whole stems are ten times as much to read.</remarks>
internal sealed class RunLibrary(RenderRequest request, ITimeStretcher stretcher, IRunStore? store)
{
    private KeptRuns? _whole;
    private int _offset;

    /// <summary>Says that runs to come belong to a part of a plan, whose own runs may be kept.</summary>
    /// <returns>The runs of the whole plan.</returns>
    public async Task<KeptRuns> OpenAsync(MashupPlan whole, double startBeat, CancellationToken cancellationToken)
    {
        _offset = (int)Math.Round(startBeat * 60 / whole.Bpm * whole.SampleRate);
        return _whole = await KeptRuns.ReadAsync(whole, run => KeptAsync(run, new BufferPool(), cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The sound of a run, in a buffer that may be lent.</summary>
    public async Task<RenderedRun> GetAsync(ClipRun run, BufferPool buffers, CancellationToken cancellationToken)
    {
        if ((_whole?.Part(run, _offset) ?? await KeptAsync(run, buffers, cancellationToken).ConfigureAwait(false)) is { } kept)
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

        var sound = RunSound.Render(run, source, stretcher, request.Options.Quality, cancellationToken);
        // A song that plays whole need not be separated for it.
        var balance = run.Stem == StemKind.Mix ? null : await request.Sources.GetBalanceAsync(run.Track, cancellationToken).ConfigureAwait(false);
        var voice = run.Stem == StemKind.Vocals ? VoiceLevel.Of(source) : 0;
        var rendered = new RenderedRun(sound, source.Length, voice, StemLevels.GainDb(balance, run.Stem));
        if (store is not null && request.Sources.Fingerprint(run.Track, run.Stem) is { } fingerprint)
        {
            await store.WriteAsync(fingerprint, RunSound.Describe(run, request.Options.Quality), rendered, cancellationToken).ConfigureAwait(false);
        }

        return rendered;
    }

    private async Task<RenderedRun?> KeptAsync(ClipRun run, BufferPool buffers, CancellationToken cancellationToken) =>
        store is not null && request.Sources.Fingerprint(run.Track, run.Stem) is { } fingerprint
            ? await store.ReadAsync(fingerprint, RunSound.Describe(run, request.Options.Quality), buffers, cancellationToken).ConfigureAwait(false)
            : null;
}
