using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Runs;
using static Mashup.Sdk.Gpu.Networks.TensorLayout;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>A manifest held against its graphs: every fixed size of the one must be that of the other.</summary>
internal sealed class ModelContract
{
    private readonly IReadOnlyList<GraphShape> _graphs;
    private readonly string _path;

    /// <summary>Checks that they fit.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="graphs">What each file's graph says, in the order of the manifest's files.</param>
    /// <exception cref="UnusableInputException">They do not fit; the message holds both shapes.</exception>
    public ModelContract(ModelManifest manifest, string path, IReadOnlyList<GraphShape> graphs)
    {
        (Manifest, _graphs, _path) = (manifest, graphs, path);
        Frames = manifest.Chunk!.Unit == ChunkUnit.Frames ? manifest.Chunk.Length : manifest.Stft?.SeenFrames(manifest.Chunk.Length) ?? 0;
        Require(manifest.Stft is null || Frames >= 1, "has chunks too short for its stft.");
        foreach (var (file, graph) in manifest.Files.Zip(graphs))
        {
            Count(file, "input", manifest.Inputs, graph.Inputs);
            Count(file, "output", manifest.Outputs, graph.Outputs);
        }

        MostChunks = HasStates ? 1 : int.MaxValue;
        foreach (var (index, file) in manifest.Files.Index())
        {
            Fit(file, "input", manifest.Inputs, graphs[index].Inputs, InputLayouts(1));
            Fit(file, "output", manifest.Outputs, graphs[index].Outputs, OutputLayouts(index, 1));
        }
    }

    public ModelManifest Manifest { get; }

    /// <summary>Frames that the graph sees of one chunk.</summary>
    public int Frames { get; }

    /// <summary>Whether a run needs what the run before it remembered.</summary>
    public bool HasStates => Manifest.Inputs.Any(t => t.Kind == TensorKind.State);

    /// <summary>How many chunks one run may hold.</summary>
    public int MostChunks { get; private set; }

    /// <summary>How many chunks a run must hold, where the graph fixes it; otherwise 0.</summary>
    public int FixedChunks { get; private set; }

    public IReadOnlyList<TensorLayout> InputLayouts(int batch) =>
        [.. Manifest.Inputs.Select((t, i) => Layout(t, _graphs[0].Inputs[i].Shape.Count, isOutput: false, batch, t.Kind == TensorKind.Draft ? DraftShares.Stems : 1))];

    public IReadOnlyList<TensorLayout> OutputLayouts(int file, int batch) =>
        [.. Manifest.Outputs.Select((t, i) => Layout(t, _graphs[file].Outputs[i].Shape.Count, isOutput: true, batch, Manifest.StemsOf(Manifest.Files[file]).Count))];

    private TensorLayout Layout(TensorContract tensor, int rank, bool isOutput, int batch, int stems)
    {
        try
        {
            return Of(tensor, rank, isOutput, axis => Size(axis, tensor.Kind, batch, stems));
        }
        catch (FormatException e)
        {
            throw new UnusableInputException(MashupStage.Separate, _path, e.Message + ".", e);
        }
    }

    private int Size(Axis axis, TensorKind kind, int batch, int stems) => axis switch
    {
        Axis.Batch => batch,
        Axis.Stem => stems,
        Axis.Channel => Manifest.Channels,
        Axis.Part => 2,
        Axis.Bin => kind is TensorKind.Bands or TensorKind.Draft ? Manifest.Bands!.Count : Manifest.Stft!.SeenBins(),
        Axis.Frame => Frames,
        Axis.Sample => Manifest.Chunk!.Length,
        _ => 4,
    };

    private void Count(ModelFile file, string side, IReadOnlyList<TensorContract> said, IReadOnlyList<GraphTensor> found) => Require(
        said.Count == found.Count,
        $"names {said.Count} {side}{(said.Count == 1 ? "" : "s")}, and {file.Path} has {found.Count}: {string.Join(", ", found)}.");

    private void Fit(ModelFile file, string side, IReadOnlyList<TensorContract> said, IReadOnlyList<GraphTensor> found, IReadOnlyList<TensorLayout> layouts)
    {
        foreach (var (tensor, graph, layout) in said.Zip(found, layouts))
        {
            var wanted = layout.Shape;
            var whole = $"{side} {graph.Name} of {file.Path}";
            Require(graph.IsFloat, $"does not fit: {whole} is not of 32-bit floats.");
            Require(tensor.Name is null || tensor.Name == graph.Name, $"does not fit: it names an {side} {tensor.Name}, which is {graph.Name} in {file.Path}.");
            Require(
                tensor.Shape is not { } stated || tensor.Kind == TensorKind.State || Same(stated, wanted, layout.BatchDimension),
                $"contradicts itself: it states {ShapeText.Of(tensor.Shape ?? [])} for {whole}, and its other fields make {ShapeText.Of(wanted)}.");
            Require(
                Same(graph.Shape, wanted, layout.BatchDimension),
                $"does not fit: {whole} is {ShapeText.Of(graph.Shape)}, and the manifest says {ShapeText.Of(wanted)}.");
            var batch = layout.BatchDimension < 0 ? 1 : graph.Shape[layout.BatchDimension];
            if (batch > 0)
            {
                MostChunks = (int)Math.Min(MostChunks, batch);
                FixedChunks = MostChunks;
            }
        }
    }

    private static bool Same(IReadOnlyList<long> found, long[] wanted, int batchDimension) =>
        found.Count == wanted.Length && found.Zip(wanted).Index().All(d => d.Index == batchDimension || d.Item.First <= 0 || d.Item.First == d.Item.Second);

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new UnusableInputException(MashupStage.Separate, _path, otherwise);
        }
    }
}
