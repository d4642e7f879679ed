using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>The memory of one job: the inputs that all graphs of a model share, and the outputs of each. Used again for every chunk.</summary>
internal sealed class TensorBuffers
{
    private readonly ModelManifest _manifest;
    private readonly Dictionary<string, (int File, int Index)> _owners = [];

    public TensorBuffers(ModelContract contract, int batch)
    {
        (_manifest, Batch) = (contract.Manifest, batch);
        InputLayouts = contract.InputLayouts(batch);
        OutputLayouts = [.. _manifest.Files.Select((_, f) => contract.OutputLayouts(f, batch))];
        Inputs = [.. InputLayouts.Select(Memory)];
        Outputs = [.. OutputLayouts.Select(o => (IReadOnlyList<TensorMemory>)[.. o.Select(Memory)])];
        foreach (var (file, model) in _manifest.Files.Index())
        {
            foreach (var (index, stem) in _manifest.StemsOf(model).Index())
            {
                _owners.Add(stem, (file, index));
            }
        }
    }

    /// <summary>Chunks per run.</summary>
    public int Batch { get; }

    public IReadOnlyList<TensorLayout> InputLayouts { get; }

    public IReadOnlyList<TensorMemory> Inputs { get; }

    /// <summary>Per file, per output.</summary>
    public IReadOnlyList<IReadOnlyList<TensorLayout>> OutputLayouts { get; }

    public IReadOnlyList<IReadOnlyList<TensorMemory>> Outputs { get; }

    /// <summary>The outputs that hold a stem: values from its own place in a chunk on, layout, kind.</summary>
    public IEnumerable<StemTensor> OutputsOf(int stem, int slot)
    {
        var (file, index) = _owners[_manifest.Stems[stem]];
        for (var o = 0; o < _manifest.Outputs.Count; o++)
        {
            if (_manifest.Outputs[o].Kind != TensorKind.State)
            {
                yield return new StemTensor(Outputs[file][o].Values, OutputLayouts[file][o], _manifest.Outputs[o].Kind, slot, index);
            }
        }
    }

    /// <summary>What the graph remembers goes back in.</summary>
    public void CarryStates()
    {
        var outputs = _manifest.Outputs.Index().Where(o => o.Item.Kind == TensorKind.State).Select(o => o.Index).ToArray();
        var inputs = _manifest.Inputs.Index().Where(i => i.Item.Kind == TensorKind.State).Select(i => i.Index).ToArray();
        foreach (var (input, output) in inputs.Zip(outputs))
        {
            Outputs[0][output].Values.CopyTo(Inputs[input].Values, 0);
        }
    }

    private static TensorMemory Memory(TensorLayout layout) => new(GC.AllocateArray<float>(layout.Length, pinned: true), layout.Shape);
}

/// <summary>One output of one stem in one chunk.</summary>
internal readonly record struct StemTensor(float[] Values, TensorLayout Layout, TensorKind Kind, int Slot, int Stem)
{
    public ReadOnlySpan<float> Plane(int channel, int part = 0) => Values.AsSpan(Layout.Offset(Slot, Stem, channel, part));
}
