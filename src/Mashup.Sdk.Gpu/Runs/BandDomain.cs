using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Mashup.Sdk.Gpu.Chunking;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Chunks of frames in merged bands: the graph sees compressed magnitudes and answers with shares, and the shares are blended before they meet the spectrum.</summary>
/// <remarks>
/// 1. Per frame, magnitudes of left, right, middle and side are merged into bands; frames that chunks have in common are worked out once.
/// 2. A chunk is divided by the root mean square of its left and right bands, and raised to the manifest's power: as each frame is raised once and each chunk's
///    divisor once, chunks that overlap share the costly part.
/// 3. A model that refines sees beside them what its draft says of each stem (<see cref="DraftShares"/>).
/// 4. Finished shares are spread over the bins of the mix's spectrum, and go back frame by frame.
/// </remarks>
internal sealed class BandDomain : IChunkDomain
{
    private const int Views = 4;

    private readonly ModelManifest _manifest;
    private readonly float[][] _song;
    private readonly MadeChannel[] _made;
    private readonly int _frames;
    private readonly int _bins;
    private readonly BandMap _bands;
    private readonly SongTransform _transform;
    private readonly Rows<Scratch> _rows;
    private readonly Blender _blender;
    private readonly float[] _levels;
    private readonly float[] _energies;
    private readonly DraftShares? _draft;
    private readonly float[] _shares;
    private SpectrumBlock? _ring;
    private long _first = long.MinValue;

    /// <summary>Prepares one song.</summary>
    /// <param name="contract">The model.</param>
    /// <param name="song">The song, with a draft where the model refines.</param>
    /// <param name="stems">Receives stems, each with the song's channels; a stem without channels is not made.</param>
    public BandDomain(ModelContract contract, Song song, float[][][] stems)
    {
        (_manifest, _song, _frames) = (contract.Manifest, song.Channels, contract.Frames);
        var stft = _manifest.Stft!;
        _bins = stft.AllBins();
        _bands = new BandMap(_manifest.Bands!, _bins);
        _transform = new SongTransform(stft, _song[0].Length);
        _rows = new(() => new Scratch(_transform.NewScratch(), _bins));
        _draft = song.Draft is { } draft ? new DraftShares(draft, _transform, _bands) : null;
        _shares = _draft is null ? [] : new float[_frames * DraftShares.Stems * _bands.Count];
        _levels = new float[_frames * Views * _bands.Count];
        _energies = new float[_frames];
        Chunks = ChunkPlan.Of(_manifest.Chunk!, _transform.Frames);
        _made = MadeChannel.Of(stems, _transform);
        _blender = new Blender(_made.Length, _bands.Count, ChunkPlan.Window(_manifest.Chunk!), Chunks);
    }

    public IReadOnlyList<Chunk> Chunks { get; }

    public void Load(Chunk chunk, TensorBuffers buffers, int slot)
    {
        // A frame's spectrum waits here until the last chunk that shares it is through: as many chunks as two runs hold.
        _ring ??= new SpectrumBlock(_song.Length, _frames + 2 * buffers.Batch * _manifest.Chunk!.Stride(), _bins);
        var kept = MoveTo(chunk.Read);
        _rows.ForEach(_frames - kept, (i, scratch) => Measure(kept + i, chunk.Read + kept + i, scratch));
        var (values, layout) = (buffers.Inputs[0].Values, buffers.InputLayouts[0]);
        var level = TensorPrimitives.Sum<float>(_energies) / (2 * _frames * _bands.Count);
        var scale = MathF.Pow(1 / (MathF.Sqrt(level) + 1e-9f), (float)_manifest.Bands!.Power);
        Parallel.For(0, Views, view =>
        {
            for (var f = 0; f < _frames; f++)
            {
                var target = values.AsSpan(layout.Offset(slot) + view * layout.Stride(TensorLayout.Axis.View) + f * layout.Stride(TensorLayout.Axis.Frame), _bands.Count);
                Kernels.Multiply(_levels.AsSpan((f * Views + view) * _bands.Count, _bands.Count), scale, target);
            }
        });
        if (_draft is not null)
        {
            WriteDraft(buffers, slot);
        }
    }

    public void Store(Chunk chunk, TensorBuffers buffers, int slot)
    {
        _blender.Begin(chunk, Deliver);
        Parallel.For(0, _made.Length, row =>
        {
            var (stem, channel) = (_made[row].Stem, _made[row].Channel);
            _blender.Add(row, buffers.OutputsOf(stem, slot).First().Plane(channel)[..(_frames * _bands.Count)]);
        });
    }

    public void Finish() => _blender.Advance(_transform.Frames, Deliver);

    /// <summary>Keeps what the chunk before had in common with this one; returns how many frames that are.</summary>
    private int MoveTo(long first)
    {
        var kept = first >= _first && first < _first + _frames ? (int)(_first + _frames - first) : 0;
        Keep(_levels);
        Keep(_energies);
        Keep(_shares);
        _first = first;
        return kept;

        void Keep(float[] frames)
        {
            var width = frames.Length / _frames;
            frames.AsSpan((_frames - kept) * width, kept * width).CopyTo(frames);
        }
    }

    private void Measure(int row, long frame, Scratch scratch)
    {
        for (var c = 0; c < _song.Length; c++)
        {
            _transform.Analyse(_song[c], frame, Re(c, frame), Im(c, frame), scratch.Transform);
        }

        scratch.Magnitudes(Re(0, frame), Im(0, frame), Re(_song.Length - 1, frame), Im(_song.Length - 1, frame));
        for (var view = 0; view < Views; view++)
        {
            _bands.Merge(scratch.Views[view], _levels.AsSpan((row * Views + view) * _bands.Count, _bands.Count));
        }

        var levels = _levels.AsSpan(row * Views * _bands.Count, Views * _bands.Count);
        _energies[row] = TensorPrimitives.SumOfSquares<float>(levels[..(2 * _bands.Count)]);
        Powers.Raise(levels, (float)_manifest.Bands!.Power);
        if (_draft is not null)
        {
            var width = DraftShares.Stems * _bands.Count;
            _draft.Measure(frame, _ring!, RingFrame(frame), _shares.AsSpan(row * width, width), scratch.Transform, scratch.Draft);
        }
    }

    private void WriteDraft(TensorBuffers buffers, int slot)
    {
        var (values, layout) = (buffers.Inputs[1].Values, buffers.InputLayouts[1]);
        for (var stem = 0; stem < DraftShares.Stems; stem++)
        {
            for (var f = 0; f < _frames; f++)
            {
                _shares.AsSpan((f * DraftShares.Stems + stem) * _bands.Count, _bands.Count).CopyTo(values.AsSpan(layout.Offset(slot, stem) + f * layout.Stride(TensorLayout.Axis.Frame)));
            }
        }
    }

    private void Deliver(long position, int count, int first, IReadOnlyList<float[]> shares) => _rows.ForEach(_made.Length, (row, scratch) =>
    {
        var (_, channel, synthesis) = _made[row];
        for (var f = 0; f < count; f++)
        {
            _bands.Spread(shares[row].AsSpan((first + f) * _bands.Count, _bands.Count), scratch.Share);
            Kernels.Multiply(Re(channel, position + f), Im(channel, position + f), scratch.Share, scratch.Re, scratch.Im);
            synthesis.Add(scratch.Re, scratch.Im, position + f, scratch.Transform.Fft);
        }
    });

    private Span<float> Re(int channel, long frame) => _ring!.Re.AsSpan(RingRow(channel, frame), _bins);

    private Span<float> Im(int channel, long frame) => _ring!.Im.AsSpan(RingRow(channel, frame), _bins);

    private int RingRow(int channel, long frame) => _ring!.Row(channel, RingFrame(frame));

    private int RingFrame(long frame) => (int)((frame % _ring!.Frames + _ring.Frames) % _ring.Frames);

    /// <summary>Memory of one thread.</summary>
    private sealed class Scratch(SongTransform.Scratch transform, int bins)
    {
        public SongTransform.Scratch Transform => transform;

        public float[][] Views { get; } = [.. Enumerable.Range(0, BandDomain.Views).Select(_ => new float[bins + BandMap.Margin])];

        /// <summary>Made when it is first asked for: most models do not refine.</summary>
        public DraftShares.Scratch Draft => field ??= new(bins);

        public float[] Share { get; } = new float[bins + BandMap.Margin];

        public float[] Re { get; } = new float[bins];

        public float[] Im { get; } = new float[bins];

        /// <summary>|L|, |R|, |L + R| / 2 and |L − R| / 2 from the powers and the product of the channels.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Magnitudes(ReadOnlySpan<float> leftRe, ReadOnlySpan<float> leftIm, ReadOnlySpan<float> rightRe, ReadOnlySpan<float> rightIm)
        {
            var i = 0;
            for (; i <= bins - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> a = new(leftRe[i..]), b = new(leftIm[i..]), c = new(rightRe[i..]), d = new(rightIm[i..]);
                Vector<float> left = a * a + b * b, right = c * c + d * d, both = (left + right) * 0.25f, cross = (a * c + b * d) * 0.5f;
                Vector.SquareRoot(left).CopyTo(Views[0], i);
                Vector.SquareRoot(right).CopyTo(Views[1], i);
                Vector.SquareRoot(Vector.Max(both + cross, Vector<float>.Zero)).CopyTo(Views[2], i);
                Vector.SquareRoot(Vector.Max(both - cross, Vector<float>.Zero)).CopyTo(Views[3], i);
            }

            for (; i < bins; i++)
            {
                float left = leftRe[i] * leftRe[i] + leftIm[i] * leftIm[i], right = rightRe[i] * rightRe[i] + rightIm[i] * rightIm[i];
                float both = (left + right) * 0.25f, cross = (leftRe[i] * rightRe[i] + leftIm[i] * rightIm[i]) * 0.5f;
                Views[0][i] = MathF.Sqrt(left);
                Views[1][i] = MathF.Sqrt(right);
                Views[2][i] = MathF.Sqrt(Math.Max(0, both + cross));
                Views[3][i] = MathF.Sqrt(Math.Max(0, both - cross));
            }
        }
    }
}
