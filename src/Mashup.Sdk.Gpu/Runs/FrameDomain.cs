using Mashup.Sdk.Gpu.Chunking;
using Mashup.Sdk.Gpu.Estimation;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Chunks of frames: one transform runs over the whole song, and spectra are blended before they go back, so there are no seams.</summary>
internal sealed class FrameDomain : IChunkDomain
{
    private readonly float[][] _song;
    private readonly MadeChannel[] _made;
    private readonly SongTransform _transform;
    private readonly Rows<SongTransform.Scratch> _rows;
    private readonly BranchStatistics _statistics;
    private readonly SpectrumInputs _inputs;
    private readonly IStemEstimator _estimator;
    private readonly Blender _blender;
    private readonly List<SpectrumBlock> _mixes = [];
    private readonly SpectrumBlock[] _blocks;
    private readonly Func<SpectrumBlock> _newBlock;
    private readonly int _bins;

    /// <summary>Prepares one song.</summary>
    /// <param name="contract">The model.</param>
    /// <param name="song">Channels.</param>
    /// <param name="stems">Receives stems, each with the song's channels; a stem without channels is not made.</param>
    public FrameDomain(ModelContract contract, float[][] song, float[][][] stems)
    {
        _song = song;
        var (manifest, stft) = (contract.Manifest, contract.Manifest.Stft!);
        _bins = stft.AllBins();
        _transform = new SongTransform(stft, song[0].Length);
        _rows = new(_transform.NewScratch);
        _statistics = new BranchStatistics(manifest);
        var map = new BinMap(stft);
        _inputs = new SpectrumInputs(manifest, map);
        _estimator = StemEstimators.For(manifest, map)!;
        Chunks = ChunkPlan.Of(manifest.Chunk!, _transform.Frames);
        _newBlock = () => new SpectrumBlock(song.Length, contract.Frames, _bins);
        _blocks = [.. stems.Select(_ => _newBlock())];
        _made = MadeChannel.Of(stems, _transform);
        _blender = new Blender(2 * _made.Length, _bins, ChunkPlan.Window(manifest.Chunk!), Chunks);
    }

    public IReadOnlyList<Chunk> Chunks { get; }

    public void Load(Chunk chunk, TensorBuffers buffers, int slot)
    {
        while (_mixes.Count <= buffers.Number(slot))
        {
            _mixes.Add(_newBlock());
        }

        var mix = _mixes[buffers.Number(slot)];
        _rows.ForEach(mix.Channels * mix.Frames, (row, scratch) =>
        {
            var (channel, frame) = Math.DivRem(row, mix.Frames);
            _transform.Analyse(_song[channel], chunk.Read + frame, mix.Re.AsSpan(row * _bins, _bins), mix.Im.AsSpan(row * _bins, _bins), scratch);
        });
        _inputs.Write(mix, buffers, slot);
        _statistics.Normalise(buffers, slot);
    }

    public void Store(Chunk chunk, TensorBuffers buffers, int slot)
    {
        _statistics.Restore(buffers, slot);
        _estimator.Estimate(_mixes[buffers.Number(slot)], buffers, slot, _blocks);
        _blender.Begin(chunk, Deliver);
        Parallel.For(0, 2 * _made.Length, row =>
        {
            var block = _blocks[_made[row / 2].Stem];
            _blender.Add(row, row % 2 == 0 ? block.ReOf(_made[row / 2].Channel) : block.ImOf(_made[row / 2].Channel));
        });
    }

    public void Finish() => _blender.Advance(_transform.Frames, Deliver);

    private void Deliver(long position, int count, int first, IReadOnlyList<float[]> rows) => _rows.ForEach(_made.Length, (i, scratch) =>
    {
        for (var f = 0; f < count; f++)
        {
            var at = (first + f) * _bins;
            _made[i].Synthesis.Add(rows[2 * i].AsSpan(at, _bins), rows[2 * i + 1].AsSpan(at, _bins), position + f, scratch.Fft);
        }
    });
}
