using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Planning.Compatibility;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Stretching;
using Mashup.Sdk.Scoring;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mashup.Sdk;

/// <summary>Songs in, a mashup out: decode → analyse → separate → plan → render → encode.</summary>
/// <remarks>Thread-safe; make one and keep it. Every method may throw <see cref="MashupException"/>, whose message is one sentence for the person who asked,
/// and <see cref="OperationCanceledException"/>; then nothing partial is left behind.</remarks>
public sealed partial class MashupEngine
{
    private readonly SongLibrary _library;
    private readonly IMashupPlanner _planner;
    private readonly IMashupRenderer _renderer;
    private readonly ITimeStretcher _stretcher;
    private readonly OutputWriter _writer;
    private readonly MashupOptions _options;

    internal MashupEngine(
        SongLibrary library, IMashupPlanner planner, IMashupRenderer renderer, ITimeStretcher stretcher, OutputWriter writer, IOptions<MashupOptions> options) =>
        (_library, _planner, _renderer, _stretcher, _writer, _options) = (library, planner, renderer, stretcher, writer, options.Value);

    /// <summary>Names of the separators; the first is used where a request names none.</summary>
    public IReadOnlyList<string> Separators => _library.Separators;

    /// <summary>Makes an engine without a container, from the same registrations as <c>services.AddMashup()</c>.</summary>
    /// <param name="configure">Changes settings.</param>
    /// <param name="build">Replaces or adds parts.</param>
    public static MashupEngine Create(Action<MashupOptions>? configure = null, Action<IMashupBuilder>? build = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddMashup(configure);
        build?.Invoke(builder);
        return services.BuildServiceProvider().GetRequiredService<MashupEngine>();
    }

    /// <summary>Makes mashups and writes them to files.</summary>
    /// <param name="request">Songs and wishes.</param>
    /// <param name="progress">Receives every step; per stage and song the fraction never goes back.</param>
    /// <param name="cancellationToken">Stops the work within a second.</param>
    /// <returns>What was found in the songs, and the finished mashups with their plans.</returns>
    public async Task<MashupResult> MakeAsync(MashupRequest request, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var separator = _library.Separator(request.Separator);
        var files = OutputWriter.Reserve(request.Output, request.Variants);
        using var graph = new StageGraph(progress, cancellationToken);

        var songs = request.Songs.Select(file => new SongStages(graph, _library, file).AnalyseAndSeparate(separator)).ToArray();
        var plans = Plan(graph, request, songs);
        var attempts = new RenderAttempts(() => plans.Value, token => _planner.Plan(PlanningRequests.From(request, songs) with { Variants = RenderAttempts.Most }, token));
        var variants = new List<StageGraph.Stage<MashupVariant>>();
        foreach (var (index, file) in files.Index())
        {
            // One variant after the other: each uses every core, and two at once would need twice the memory.
            StageGraph.Node before = variants.Count == 0 ? plans : variants[^1];
            variants.Add(Render(graph, attempts, index, songs, separator, file, before));
        }

        await graph.Completion(variants[^1]).ConfigureAwait(false);
        return new MashupResult([.. songs.Select(s => s.Analyzed)], [.. variants.Select(v => v.Value)], graph.Report());
    }

    /// <summary>Plans mashups without making them.</summary>
    /// <param name="request">Songs and wishes; its output is not written.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The plans, best first.</returns>
    public async Task<IReadOnlyList<MashupPlan>> PlanAsync(MashupRequest request, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        using var graph = new StageGraph(progress, cancellationToken);
        var separator = _library.Separator(request.Separator);
        var songs = request.Songs.Select(file => new SongStages(graph, _library, file).Analyse(separator)).ToArray();
        return await graph.Completion(Plan(graph, request, songs)).ConfigureAwait(false);
    }

    /// <summary>Analyses a song.</summary>
    /// <param name="file">An audio file.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<AnalyzedSong> AnalyzeAsync(string file, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var graph = new StageGraph(progress, cancellationToken);
        var song = new SongStages(graph, _library, file).Analyse(_library.Separator(null));
        await graph.Completion(song.Analysis).ConfigureAwait(false);
        return song.Analyzed;
    }

    /// <summary>Extracts the features that an analysis rests on: onset curves, tempogram, chroma, self-similarity.</summary>
    /// <param name="file">An audio file.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<TrackFeatures> ExtractFeaturesAsync(string file, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var graph = new StageGraph(progress, cancellationToken);
        var song = graph.Add(MashupStage.Decode, file, c => _library.ReadStereoAsync(file, c.CancellationToken));
        return await graph.Completion(graph.Add(MashupStage.Analyse, file, c => _library.ExtractFeatures(song.Value, c), song)).ConfigureAwait(false);
    }

    /// <summary>Separates a song at its own sample rate; the four stems sum to it.</summary>
    /// <param name="file">An audio file.</param>
    /// <param name="separator">Name of the separator to use, or <see langword="null"/> for the one registered first.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<StemSet> SeparateAsync(string file, string? separator = null, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var chosen = _library.Separator(separator);
        using var graph = new StageGraph(progress, cancellationToken);
        var song = graph.Add(MashupStage.Decode, file, c => _library.ReadAsync(file, c.CancellationToken));
        return await graph.Completion(graph.Add(MashupStage.Separate, file, c => _library.SeparateAsync(song.Value, chosen, c), song)).ConfigureAwait(false);
    }

    /// <summary>Does everything that a mashup needs of one song: analyses it, separates it, and reads from its stems what the planner asks. Where finished
    /// stages are kept (<see cref="MashupOptions.Caching"/>), plans and renderings find all of it.</summary>
    /// <param name="file">An audio file.</param>
    /// <param name="separator">Name of the separator to use, or <see langword="null"/> for the one registered first.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The stems, 44.1 kHz stereo.</returns>
    public async Task<StemSet> PrepareAsync(string file, string? separator = null, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var graph = new StageGraph(progress, cancellationToken);
        return await graph.Completion(new SongStages(graph, _library, file).AnalyseAndSeparate(_library.Separator(separator)).Stems).ConfigureAwait(false);
    }

    /// <summary>Ranks songs by how well they go with one song, both ways round.</summary>
    /// <param name="file">The song.</param>
    /// <param name="candidates">The songs to rank.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One match per candidate, best first.</returns>
    public async Task<IReadOnlyList<TrackMatch>> MatchAsync(
        string file, IReadOnlyList<string> candidates, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        using var graph = new StageGraph(progress, cancellationToken);
        var separator = _library.Separator(null);
        var songs = candidates.Prepend(file).Select(f => new SongStages(graph, _library, f).Analyse(separator)).ToArray();
        var ranking = graph.Add(
            MashupStage.Plan,
            null,
            c => CompatibilityScorer.Rank(songs[0].ForPlanning(0), [.. songs.Skip(1).Select((s, i) => s.ForPlanning(i + 1))], c.CancellationToken),
            [.. songs.Select(s => s.Analysis)]);
        return await graph.Completion(ranking).ConfigureAwait(false);
    }

    /// <summary>Judges a finished mashup against its plan.</summary>
    /// <param name="file">The finished mashup.</param>
    /// <param name="plan">The plan it was rendered from.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<QualityReport> ScoreAsync(string file, MashupPlan plan, CancellationToken cancellationToken = default)
    {
        var song = await _library.ReadStereoAsync(file, cancellationToken).ConfigureAwait(false);
        return MashupScorer.Score(song.Audio, plan, Wanted, () => LoudnessAnalyzer.Measure(song.Audio, cancellationToken).Loudness, cancellationToken);
    }

    private LoudnessTarget Wanted => new(_options.Rendering.TargetLufs, _options.Rendering.CeilingDbtp);

    private StageGraph.Stage<IReadOnlyList<MashupPlan>> Plan(StageGraph graph, MashupRequest request, SongStages[] songs) =>
        graph.Add(MashupStage.Plan, null, c => _planner.Plan(PlanningRequests.From(request, songs), c.CancellationToken), [.. songs.Select(s => s.Known)]);

    private StageGraph.Stage<MashupVariant> Render(
        StageGraph graph, RenderAttempts attempts, int variant, SongStages[] songs, IStemSeparator separator, string file, StageGraph.Node before)
    {
        var audio = graph.Add(MashupStage.Render, null, c => RenderAsync(attempts.Plan(variant), c), [before, .. songs.Select(s => s.Stems)]);
        return graph.Add(
            MashupStage.Encode,
            null,
            c => attempts.BestAsync(variant, audio.Value, plan => RenderAsync(plan, c), (plan, sound) => FinishAsync(sound, plan, file, c.CancellationToken), c.CancellationToken),
            audio);

        Task<AudioBuffer> RenderAsync(MashupPlan plan, StageContext context) => _renderer.RenderAsync(
            new RenderRequest(plan, StemSource.Of(plan.Tracks, songs, separator), _writer.Rendering(file)), context, context.CancellationToken);
    }

    private async Task<MashupVariant> FinishAsync(AudioBuffer audio, MashupPlan plan, string file, CancellationToken cancellationToken)
    {
        var judging = Task.Run(
            () =>
            {
                LoudnessMeasurement? loudness = null;
                var quality = MashupScorer.Score(
                    audio, plan, Wanted, () => loudness = LoudnessAnalyzer.Measure(audio, cancellationToken).Loudness, cancellationToken);
                return new MashupVariant(file, plan, loudness!, quality);
            },
            cancellationToken);
        await Task.WhenAll(_writer.WriteAsync(audio, file, plan, cancellationToken), judging).ConfigureAwait(false);
        return await judging.ConfigureAwait(false);
    }
}
