using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>
/// One separation: walks the song in blocks of a minute, reading one block ahead of the one it separates, so that memory does not grow with the song.
/// </summary>
/// <remarks>Blocks are cut into tiles that are independent of each other but for the few hops where neighbours overlap; those are added in order
/// afterwards.</remarks>
internal sealed class SeparationRun
{
    private const double ReadingShare = 0.2;

    private readonly AudioBuffer _mix;
    private readonly SpectrogramLayout _layout;
    private readonly MagnitudeRing _ring;
    private readonly MedianNetwork[] _medians = RepeatedBackground.Medians();
    private readonly AudioBuffer[] _stems;
    private readonly int _blockFrames;
    private readonly ParallelOptions _parallel;
    private readonly IProgress<double>? _progress;
    private readonly Lock _lock = new();
    private readonly ConcurrentBag<(TileSeparator Separator, StemOutput Output)> _idle = [];
    private VocalEvidence _vocal;
    private double _done;

    public SeparationRun(AudioBuffer mix, IProgress<double>? progress, ParallelOptions parallel)
    {
        (_mix, _progress, _parallel) = (mix, progress, parallel);
        _layout = new SpectrogramLayout(mix.SampleRate, mix.Length);
        _blockFrames = RoundUp(_layout.FramesIn(RepeatedBackground.SearchSeconds));
        _ring = new MagnitudeRing(_layout, Math.Min(3 * _blockFrames, RoundUp(_layout.Frames)));
        _stems = [.. Enumerable.Range(0, StemOutput.Stems + 1).Select(_ => new AudioBuffer(mix.SampleRate, mix.ChannelCount, mix.Length))];
    }

    /// <summary>Separates the song into vocals, drums, bass and other.</summary>
    public StemSet Separate()
    {
        for (int read = 0, separated = 0; separated < _layout.Frames; separated += _blockFrames)
        {
            while (read < Math.Min(_layout.Frames, separated + 2 * _blockFrames))
            {
                ForEachTile(read, ReadingShare, (separator, _, first, count) => separator.Read(_mix, first, count));
                read += _blockFrames;
            }

            var edges = new TileEdge?[_blockFrames / TileSeparator.Frames];
            ForEachTile(separated, 1 - ReadingShare, (separator, output, first, count) =>
            {
                separator.Separate(first, count, output);
                edges[first % _blockFrames / TileSeparator.Frames] = Place(output, first, count);
            });
            foreach (var edge in edges.OfType<TileEdge>())
            {
                Join(edge);
            }
        }

        Subtract();
        Report(1);
        return new StemSet(_stems[0], _stems[1], _stems[2], _stems[3], _vocal.Clarity);
    }

    private static int RoundUp(int frames) => (frames + TileSeparator.Frames - 1) / TileSeparator.Frames * TileSeparator.Frames;

    private void ForEachTile(int start, double share, Action<TileSeparator, StemOutput, int, int> work)
    {
        var end = Math.Min(_layout.Frames, start + _blockFrames);
        var tiles = (end - start + TileSeparator.Frames - 1) / TileSeparator.Frames;
        Parallel.For(0, tiles, _parallel, Rent, (tile, _, scratch) =>
        {
            var first = start + tile * TileSeparator.Frames;
            var count = Math.Min(TileSeparator.Frames, end - first);
            work(scratch.Separator, scratch.Output, first, count);
            Report(share * count / _layout.Frames);
            return scratch;
        }, _idle.Add);
    }

    private (TileSeparator Separator, StemOutput Output) Rent() => _idle.TryTake(out var scratch)
        ? scratch
        : (new TileSeparator(_mix, _layout, _ring, _medians), new StemOutput(_mix.ChannelCount, (TileSeparator.Frames + 3) * _layout.Hop));

    /// <summary>Writes all but the first hops of a tile, which its predecessor writes.</summary>
    private TileEdge Place(StemOutput output, int first, int count)
    {
        var overlap = 3 * _layout.Hop;
        var start = (int)(Stft.FrameStart(_layout.Size, first) + overlap);
        var length = Math.Min(count * _layout.Hop, _mix.Length - start);
        var heads = new float[StemOutput.Stems * _mix.ChannelCount][];
        for (var i = 0; i < heads.Length; i++)
        {
            var samples = output.Samples(i / _mix.ChannelCount, i % _mix.ChannelCount);
            heads[i] = samples[..overlap].ToArray();
            if (length > 0)
            {
                samples.Slice(overlap, length).CopyTo(Target(i)[start..]);
            }
        }

        return new TileEdge(first, heads, output.Vocal);
    }

    /// <summary>Adds a tile's first hops to what its predecessor has written there.</summary>
    private void Join(TileEdge edge)
    {
        _vocal += edge.Vocal;
        var start = (int)Stft.FrameStart(_layout.Size, edge.First);
        for (var i = 0; i < edge.Heads.Length; i++)
        {
            int from = Math.Max(0, -start), length = Math.Min(edge.Heads[i].Length, _mix.Length - start) - from;
            if (length > 0)
            {
                var part = Target(i).Slice(start + from, length);
                TensorPrimitives.Add(part, edge.Heads[i].AsSpan(from, length), part);
            }
        }
    }

    private Span<float> Target(int index) => _stems[index / _mix.ChannelCount].Channel(index % _mix.ChannelCount);

    private void Subtract()
    {
        for (var channel = 0; channel < _mix.ChannelCount; channel++)
        {
            var other = _stems[StemOutput.Stems].Channel(channel);
            _mix.Channel(channel).CopyTo(other);
            Stft.Clean(other);
            for (var stem = 0; stem < StemOutput.Stems; stem++)
            {
                TensorPrimitives.Subtract(other, _stems[stem].Channel(channel), other);
            }
        }
    }

    private void Report(double share)
    {
        if (_progress is not null)
        {
            lock (_lock)
            {
                _done = Math.Min(1, _done + share);
                _progress.Report(_done);
            }
        }
    }

    private sealed record TileEdge(int First, float[][] Heads, VocalEvidence Vocal);
}
