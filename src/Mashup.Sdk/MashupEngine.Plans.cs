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
        var audio = Sound(graph, plan, chosen, _writer.Rendering(file), range: null);
        return await graph.Completion(graph.Add(MashupStage.Encode, null, c => FinishAsync(audio.Value, plan, file, c.CancellationToken), audio)).ConfigureAwait(false);
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
        return await graph.Completion(Sound(graph, plan, chosen, _options.Rendering, range)).ConfigureAwait(false);
    }

    private StageGraph.Stage<AudioBuffer> Sound(
        StageGraph graph, MashupPlan plan, IStemSeparator separator, RenderingOptions options, BeatRange? range) => graph.Add(
        MashupStage.Render,
        null,
        async c =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(c.CancellationToken);
            var request = new RenderRequest(plan, StemSource.OnDemand(plan.Tracks, graph, _library, separator), options) { Range = range };
            var rendering = _renderer.RenderAsync(request, c, stop.Token);
            try
            {
                // Beside the rendering: what is kept is found by the hashes that the plan says.
                await Task.WhenAll(plan.Tracks.Select(t => CheckAsync(t, stop.Token))).ConfigureAwait(false);
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await ((Task)rendering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            return await rendering.ConfigureAwait(false);
        });

    private async Task CheckAsync(PlanTrack track, CancellationToken cancellationToken)
    {
        if (await _library.HashAsync(track.File, cancellationToken).ConfigureAwait(false) != track.Sha256)
        {
            throw StemSource.Changed(track.File);
        }
    }
}
