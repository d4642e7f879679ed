using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>The stretch of a song's stems that is being made: tiles are put in place in any order, then what no later tile reaches is handed on.</summary>
/// <remarks>Neighbouring tiles overlap by three hops; those are added in order, so that the sums do not depend on which tile came first.</remarks>
internal sealed class StemWindow
{
    private readonly AudioBuffer _mix;
    private readonly int _hop;
    private readonly AudioBuffer[] _stems;
    private readonly Tile?[] _tiles;
    private long _start;
    private VocalEvidence _vocal;

    public StemWindow(AudioBuffer mix, SpectrogramLayout layout, int frames)
    {
        (_mix, _hop) = (mix, layout.Hop);
        _start = Stft.FrameStart(layout.Size, 0);
        _stems = [.. Enumerable.Range(0, StemOutput.Stems + 1).Select(_ => new AudioBuffer(mix.SampleRate, mix.ChannelCount, (frames + 3) * layout.Hop))];
        _tiles = new Tile?[frames / TileSeparator.Frames];
    }

    /// <summary>What the masks have said of the vocals so far.</summary>
    public VocalEvidence Vocal => _vocal;

    /// <summary>Writes a tile but for its first hops, which its predecessor writes. Tiles may be placed from several threads at once.</summary>
    public void Place(int index, int frames, StemOutput output)
    {
        var overlap = 3 * _hop;
        var heads = new float[StemOutput.Stems * _mix.ChannelCount][];
        for (var i = 0; i < heads.Length; i++)
        {
            var samples = output.Samples(i / _mix.ChannelCount, i % _mix.ChannelCount);
            heads[i] = samples[..overlap].ToArray();
            samples.Slice(overlap, frames * _hop).CopyTo(Row(i)[(index * TileSeparator.Frames * _hop + overlap)..]);
        }

        _tiles[index] = new Tile(heads, output.Vocal);
    }

    /// <summary>Joins the tiles, hands on what is finished of so many frames, and moves on by as many.</summary>
    public async ValueTask AdvanceAsync(int frames, IStemSink sink, CancellationToken cancellationToken)
    {
        Join();
        var first = (int)Math.Max(0, -_start);
        var count = (int)Math.Min(frames * (long)_hop, _mix.Length - _start) - first;
        if (count > 0)
        {
            Subtract(first, count);
            await sink.WriteAsync(_stems, first, count, cancellationToken).ConfigureAwait(false);
        }

        for (var i = 0; i < StemOutput.Stems * _mix.ChannelCount; i++)
        {
            Row(i).Slice(frames * _hop, 3 * _hop).CopyTo(Row(i));
        }

        _start += frames * _hop;
    }

    private void Join()
    {
        for (var index = 0; index < _tiles.Length && _tiles[index] is { } tile; index++)
        {
            _vocal += tile.Vocal;
            for (var i = 0; i < tile.Heads.Length; i++)
            {
                var part = Row(i).Slice(index * TileSeparator.Frames * _hop, 3 * _hop);
                TensorPrimitives.Add(part, tile.Heads[i], part);
            }

            _tiles[index] = null;
        }
    }

    /// <summary>The fourth stem is the mix less the other three.</summary>
    private void Subtract(int first, int count)
    {
        for (var channel = 0; channel < _mix.ChannelCount; channel++)
        {
            var other = _stems[StemOutput.Stems].Channel(channel).Slice(first, count);
            _mix.Channel(channel).Slice((int)(_start + first), count).CopyTo(other);
            Stft.Clean(other);
            for (var stem = 0; stem < StemOutput.Stems; stem++)
            {
                TensorPrimitives.Subtract(other, _stems[stem].Channel(channel).Slice(first, count), other);
            }
        }
    }

    private Span<float> Row(int index) => _stems[index / _mix.ChannelCount].Channel(index % _mix.ChannelCount);

    private sealed record Tile(float[][] Heads, VocalEvidence Vocal);
}
