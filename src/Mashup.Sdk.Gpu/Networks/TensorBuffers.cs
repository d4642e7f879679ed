using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>Memory of one job: the inputs that all graphs of a model share, and the outputs of each. Used again for every other run.</summary>
internal sealed class TensorBuffers
{
    private readonly ModelManifest _manifest;
    private readonly int _set;
    private readonly Dictionary<string, (int File, int Index)> _owners = [];

    /// <summary>Takes the memory.</summary>
    /// <param name="contract">The model.</param>
    /// <param name="batch">Chunks per run.</param>
    /// <param name="set">Which of a job's sets this is, from 0.</param>
    public TensorBuffers(ModelContract contract, int batch, int set)
    {
        (_manifest, Batch, _set) = (contract.Manifest, batch, set);
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

    /// <summary>A number for a chunk that no other chunk in flight has.</summary>
    public int Number(int slot) => _set * Batch + slot;

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

    /// <summary>What the graph remembers after a run goes into the next one's memory.</summary>
    public void CarryStates(TensorBuffers next)
    {
        foreach (var (input, output) in States(_manifest.Inputs).Zip(States(_manifest.Outputs)))
        {
            Outputs[0][output].Values.CopyTo(next.Inputs[input].Values, 0);
        }
    }

    /// <summary>What the graph remembered before a run goes into other memory.</summary>
    public void CopyStates(TensorBuffers other)
    {
        foreach (var input in States(_manifest.Inputs))
        {
            Inputs[input].Values.CopyTo(other.Inputs[input].Values, 0);
        }
    }

    private static IEnumerable<int> States(IReadOnlyList<TensorContract> tensors) => tensors.Index().Where(t => t.Item.Kind == TensorKind.State).Select(t => t.Index);

    private static TensorMemory Memory(TensorLayout layout) => new(GC.AllocateArray<float>(layout.Length, pinned: true), layout.Shape);
}

/// <summary>One output of one stem in one chunk.</summary>
internal readonly record struct StemTensor(float[] Values, TensorLayout Layout, TensorKind Kind, int Slot, int Stem)
{
    public ReadOnlySpan<float> Plane(int channel, int part = 0) => Values.AsSpan(Layout.Offset(Slot, Stem, channel, part));
}
