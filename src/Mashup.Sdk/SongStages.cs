using Mashup.Sdk.Analysis;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

/// <summary>The stages of one song within a job: decode → analyse, or decode → analyse and decode → separate.</summary>
internal sealed class SongStages(StageGraph graph, SongLibrary library, string file)
{
    private Func<string> _sha256 = null!;
    private StemReadings? _readings;

    public StageGraph.Stage<DecodedSong> Decoded { get; private set; } = null!;

    public StageGraph.Stage<TrackAnalysis> Analysis { get; private set; } = null!;

    public StageGraph.Stage<StemSet> Stems { get; private set; } = null!;

    public AnalyzedSong Analyzed => new(file, _sha256(), Analysis.Value);

    /// <summary>What has to be done before the song can be planned with.</summary>
    public StageGraph.Node Known => Stems is null ? Analysis : Stems;

    /// <summary>The song as the planner takes it: tracks are a, b, c, … in the order the songs were given.</summary>
    public PlanningTrack ForPlanning(int index) =>
        new(TrackId(index), file, _sha256(), Analysis.Value, _readings?.VocalClarity ?? PlanningTrack.UnknownClarity) { Stems = _readings };

    public static string TrackId(int index) => index < 26 ? ((char)('a' + index)).ToString() : FormattableString.Invariant($"t{index}");

    /// <summary>For a song that will not sound: it is analysed as it is decoded, and never held whole. What was once read from its stems is recalled.</summary>
    public SongStages Analyse(IStemSeparator separator)
    {
        var heard = graph.Add(MashupStage.Decode, file, c => library.HearAsync(file, c.CancellationToken));
        Analysis = graph.Add(
            MashupStage.Analyse,
            file,
            async c =>
            {
                var analysis = await library.AnalyzeAsync(heard.Value, c).ConfigureAwait(false);
                _readings = await library.KeptReadingsAsync(heard.Value.Sha256, separator, c.CancellationToken).ConfigureAwait(false);
                return analysis;
            },
            heard);
        _sha256 = () => heard.Value.Sha256;
        return this;
    }

    /// <summary>For a song that will sound: it is decoded whole.</summary>
    public SongStages AnalyseAndSeparate(IStemSeparator separator)
    {
        var decoded = Decoded = graph.Add(MashupStage.Decode, file, c => library.ReadStereoAsync(file, c.CancellationToken));
        var analysis = Analysis = graph.Add(MashupStage.Analyse, file, c => library.AnalyzeAsync(decoded.Value, c), decoded);
        Stems = graph.Add(
            MashupStage.Separate,
            file,
            async c =>
            {
                var stems = await library.SeparateAsync(decoded.Value, separator, c).ConfigureAwait(false);
                _readings = await library.ReadStemsAsync(decoded.Value.Sha256, separator, stems, await analysis.Task.ConfigureAwait(false), c.CancellationToken).ConfigureAwait(false);
                return stems;
            },
            decoded);
        _sha256 = () => decoded.Value.Sha256;
        return this;
    }
}
