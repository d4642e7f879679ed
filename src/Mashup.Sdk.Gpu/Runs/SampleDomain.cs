using Mashup.Sdk.Gpu.Chunking;
using Mashup.Sdk.Gpu.Estimation;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Chunks of samples: the transform, where there is one, is inside the chunk, and waves are blended.</summary>
internal sealed class SampleDomain : IChunkDomain
{
    private readonly ModelManifest _manifest;
    private readonly float[][] _song;
    private readonly float[][][] _stems;
    private readonly (int Stem, int Channel)[] _made;
    private readonly Blender _blender;
    private readonly BranchStatistics _statistics;
    private readonly float[][] _segment;
    private readonly float[][] _result;
    private readonly Spectral? _spectral;

    /// <summary>Prepares one song.</summary>
    /// <param name="contract">The model.</param>
    /// <param name="song">Channels.</param>
    /// <param name="stems">Receives stems, each with the song's channels; a stem without channels is not made.</param>
    public SampleDomain(ModelContract contract, float[][] song, float[][][] stems)
    {
        (_manifest, _song, _stems) = (contract.Manifest, song, stems);
        var chunk = _manifest.Chunk!;
        Chunks = ChunkPlan.Of(chunk, song[0].Length);
        _made = [.. stems.Index().SelectMany(s => s.Item.Index().Select(c => (s.Index, c.Index)))];
        _blender = new Blender(_made.Length, 1, ChunkPlan.Window(chunk), Chunks);
        _statistics = new BranchStatistics(_manifest);
        _segment = [.. song.Select(_ => new float[chunk.Length])];
        _result = [.. _made.Select(_ => new float[chunk.Length])];
        _spectral = _manifest.Stft is { } stft ? new Spectral(contract, stft, stems.Length) : null;
    }

    public IReadOnlyList<Chunk> Chunks { get; }

    public void Load(Chunk chunk, TensorBuffers buffers, int slot)
    {
        var beyond = _manifest.Chunk!.Tail == ChunkTail.Reflect ? PadMode.Reflect : PadMode.Zero;
        for (var c = 0; c < _song.Length; c++)
        {
            Mirror.Read(_song[c], chunk.Read, beyond, _segment[c]);
        }

        foreach (var (index, _) in _manifest.Inputs.Index().Where(i => i.Item.Kind == TensorKind.Wave))
        {
            for (var c = 0; c < _song.Length; c++)
            {
                var layout = buffers.InputLayouts[index];
                TensorPlane.WriteSamples(_segment[c], buffers.Inputs[index].Values.AsSpan(layout.Offset(slot, 0, c)), layout);
            }
        }

        _spectral?.Load(_segment, buffers, slot);
        _statistics.Normalise(buffers, slot);
    }

    public void Store(Chunk chunk, TensorBuffers buffers, int slot)
    {
        _statistics.Restore(buffers, slot);
        foreach (var row in _result)
        {
            row.AsSpan().Clear();
        }

        _spectral?.Store(buffers, slot, _made, _result);
        _blender.Begin(chunk, Deliver);
        Parallel.For(0, _made.Length, i =>
        {
            foreach (var tensor in buffers.OutputsOf(_made[i].Stem, slot).Where(t => t.Kind == TensorKind.Wave))
            {
                TensorPlane.AddSamples(tensor.Plane(_made[i].Channel), tensor.Layout, _result[i]);
            }

            _blender.Add(i, _result[i]);
        });
    }

    public void Finish() => _blender.Advance(_song[0].Length, Deliver);

    private void Deliver(long position, int count, int from, IReadOnlyList<float[]> rows)
    {
        var first = (int)Math.Max(0, -position);
        var last = (int)Math.Min(count, _song[0].Length - position);
        for (var row = 0; row < rows.Count && last > first; row++)
        {
            rows[row].AsSpan(from + first, last - first).CopyTo(_stems[_made[row].Stem][_made[row].Channel].AsSpan((int)(position + first)));
        }
    }

    /// <summary>The part that works on spectra; blocks of a chunk are kept per slot, since the outputs of several come together.</summary>
    private sealed class Spectral
    {
        private readonly SegmentTransform _transform;
        private readonly Rows<SegmentTransform.Scratch> _rows;
        private readonly SpectrumInputs _inputs;
        private readonly IStemEstimator? _estimator;
        private readonly List<SpectrumBlock> _mixes = [];
        private readonly SpectrumBlock[] _stems;

        public Spectral(ModelContract contract, StftContract stft, int stems)
        {
            _transform = new SegmentTransform(stft, contract.Manifest.Chunk!.Length);
            _rows = new(_transform.NewScratch);
            var map = new BinMap(stft);
            _inputs = new SpectrumInputs(contract.Manifest, map);
            _estimator = StemEstimators.For(contract.Manifest, map);
            NewBlock = () => new SpectrumBlock(contract.Manifest.Channels, _transform.Frames, stft.AllBins());
            _stems = [.. Enumerable.Range(0, stems).Select(_ => NewBlock())];
        }

        private Func<SpectrumBlock> NewBlock { get; }

        public void Load(float[][] segment, TensorBuffers buffers, int slot)
        {
            while (_mixes.Count <= buffers.Number(slot))
            {
                _mixes.Add(NewBlock());
            }

            var mix = _mixes[buffers.Number(slot)];
            _rows.ForEach(segment.Length, (c, scratch) => _transform.Analyse(segment[c], mix.ReOf(c), mix.ImOf(c), scratch));
            _inputs.Write(mix, buffers, slot);
        }

        public void Store(TensorBuffers buffers, int slot, (int Stem, int Channel)[] made, float[][] result)
        {
            if (_estimator is null)
            {
                return;
            }

            _estimator.Estimate(_mixes[buffers.Number(slot)], buffers, slot, _stems);
            _rows.ForEach(result.Length, (i, scratch) =>
            {
                var (stem, channel) = made[i];
                _transform.AddInverse(_stems[stem].ReOf(channel), _stems[stem].ImOf(channel), result[i], scratch);
            });
        }
    }
}
