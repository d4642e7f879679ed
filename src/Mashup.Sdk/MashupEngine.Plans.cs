using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

// From a plan into sound: nothing is decoded or separated that was rendered before and kept.
public sealed partial class MashupEngine
{
    /// <summary>Renders a plan, as the planner made it or edited, and writes it to a file.</summary>
    /// <param name="plan">What plays when; its tracks' files must be there, unchanged.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="separator">Name of the separator to use, or <see langword="null"/> for the one registered first.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<MashupVariant> RenderAsync(
        MashupPlan plan, string output, string? separator = null, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var chosen = _library.Separator(separator);
        var file = OutputWriter.Reserve(output, 1)[0];
        using var graph = new StageGraph(progress, cancellationToken);
        var audio = Sound(graph, plan, chosen, range: null);
        return await graph.Completion(graph.Add(MashupStage.Encode, null, c => FinishAsync(RenderedPlan.Of(plan, audio.Value), file, c.CancellationToken), audio)).ConfigureAwait(false);
    }

    /// <summary>Renders a part of a plan, to be heard before the whole is rendered.</summary>
    /// <param name="plan">What plays when; its tracks' files must be there, unchanged.</param>
    /// <param name="range">The part; it is mastered to about the loudness it has in the whole.</param>
    /// <param name="separator">Name of the separator to use, or <see langword="null"/> for the one registered first.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Stereo at the plan's sample rate, from the first beat of the range to its end or the plan's.</returns>
    public async Task<AudioBuffer> PreviewAsync(
        MashupPlan plan, BeatRange range, string? separator = null, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var chosen = _library.Separator(separator);
        using var graph = new StageGraph(progress, cancellationToken);
        return await graph.Completion(Sound(graph, plan, chosen, range)).ConfigureAwait(false);
    }

    private StageGraph.Stage<AudioBuffer> Sound(StageGraph graph, MashupPlan plan, IStemSeparator separator, BeatRange? range) => graph.Add(
        MashupStage.Render,
        null,
        async c =>
        {
            var hashes = await Task.WhenAll(plan.Tracks.Select(t => HashAsync(t, c.CancellationToken))).ConfigureAwait(false);
            var request = new RenderRequest(plan, StemSource.OnDemand(plan.Tracks, hashes, graph, _library, separator), _options.Rendering) { Range = range };
            return await _renderer.RenderAsync(request, c, c.CancellationToken).ConfigureAwait(false);
        });

    private async Task<string> HashAsync(PlanTrack track, CancellationToken cancellationToken)
    {
        var hash = await _library.HashAsync(track.File, cancellationToken).ConfigureAwait(false);
        return hash == track.Sha256 ? hash
            : throw new UnusableInputException(MashupStage.Render, track.File, "is not the file that the plan was made for: its contents changed.");
    }
}
