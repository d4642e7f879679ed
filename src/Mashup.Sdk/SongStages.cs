using Mashup.Sdk.Analysis;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

/// <summary>The stages of one song within a job: decode → analyse and decode → separate.</summary>
internal sealed class SongStages(StageGraph graph, SongLibrary library, string file)
{
    private readonly Lazy<StageGraph.Stage<DecodedSong>> _decoded = new(() => graph.Add(MashupStage.Decode, file, c => library.ReadStereoAsync(file, c.CancellationToken)));
    private string? _recalled;

    public StageGraph.Stage<DecodedSong> Decoded => _decoded.Value;

    public StageGraph.Stage<TrackAnalysis> Analysis { get; private set; } = null!;

    public StageGraph.Stage<StemSet> Stems { get; private set; } = null!;

    public AnalyzedSong Analyzed => new(file, Sha256, Analysis.Value);

    /// <summary>The song as the planner takes it: tracks are a, b, c, … in the order the songs were given.</summary>
    public PlanningTrack ForPlanning(int index) => new(TrackId(index), file, Sha256, Analysis.Value);

    private string Sha256 => _recalled ?? Decoded.Value.Sha256;

    public static string TrackId(int index) => index < 26 ? ((char)('a' + index)).ToString() : FormattableString.Invariant($"t{index}");

    public SongStages Analyse()
    {
        Analysis = graph.Add(MashupStage.Analyse, file, c => library.AnalyzeAsync(Decoded.Value, c), Decoded);
        return this;
    }

    /// <summary>Analyses without more: a song that was analysed before is not even decoded.</summary>
    public SongStages Recall()
    {
        Analysis = graph.Add(MashupStage.Analyse, file, async c =>
        {
            var hash = await library.HashAsync(file, c.CancellationToken).ConfigureAwait(false);
            if (await library.KeptAnalysisAsync(hash, c).ConfigureAwait(false) is { } kept)
            {
                _recalled = hash;
                return kept;
            }

            return await library.AnalyzeAsync(await Decoded.Task.ConfigureAwait(false), c).ConfigureAwait(false);
        });
        return this;
    }

    public SongStages Separate(IStemSeparator separator)
    {
        Stems = graph.Add(MashupStage.Separate, file, c => library.SeparateAsync(Decoded.Value, separator, c), Decoded);
        return this;
    }
}
