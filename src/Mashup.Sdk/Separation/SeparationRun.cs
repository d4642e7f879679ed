using System.Collections.Concurrent;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>
/// One separation: walks the song in short blocks, reading a minute ahead of the one it separates, so that memory does not grow with the song.
/// </summary>
/// <remarks>Blocks are cut into tiles that are independent of each other but for the few hops where neighbours overlap, see <see cref="StemWindow"/>.</remarks>
internal sealed class SeparationRun
{
    private const double ReadingShare = 0.2;
    private const int BlockFrames = 16 * TileSeparator.Frames;

    private readonly AudioBuffer _mix;
    private readonly SpectrogramLayout _layout;
    private readonly MaskBands _bands;
    private readonly SongFrames _frames;
    private readonly MedianNetwork[] _medians = RepeatedBackground.Medians();
    private readonly StemWindow _window;
    private readonly int _ahead;
    private readonly ParallelOptions _parallel;
    private readonly IProgress<double>? _progress;
    private readonly Lock _lock = new();
    private readonly ConcurrentBag<(TileSeparator Separator, StemOutput Output)> _idle = [];
    private double _done;

    public SeparationRun(AudioBuffer mix, IProgress<double>? progress, ParallelOptions parallel)
    {
        (_mix, _progress, _parallel) = (mix, progress, parallel);
        _layout = new SpectrogramLayout(mix.SampleRate, mix.Length);
        _bands = new MaskBands(_layout);
        _ahead = RoundUp(_layout.FramesIn(RepeatedBackground.SearchSeconds) + TileSeparator.Frames);
        _frames = new SongFrames(_layout, _bands, Math.Min(2 * _ahead + BlockFrames, RoundUp(_layout.Frames)));
        _window = new StemWindow(mix, _layout, Math.Min(BlockFrames, RoundUp(_layout.Frames)));
    }

    /// <summary>Separates the song and says how clean its vocals are.</summary>
    public async Task<double> SeparateAsync(IStemSink sink)
    {
        for (int read = 0, separated = 0; separated < _layout.Frames; separated += BlockFrames)
        {
            var wanted = Math.Min(_layout.Frames, separated + BlockFrames + _ahead);
            ForEachTile(read, wanted, ReadingShare, (separator, _, first, count) => separator.Read(_mix, first, count));
            read = wanted;

            var (start, end) = (separated, Math.Min(_layout.Frames, separated + BlockFrames));
            ForEachTile(start, end, 1 - ReadingShare, (separator, output, first, count) =>
            {
                separator.Separate(first, count, output);
                _window.Place((first - start) / TileSeparator.Frames, count, output);
            });
            await _window.AdvanceAsync(end - start, sink, _parallel.CancellationToken).ConfigureAwait(false);
        }

        Report(1);
        return _window.Vocal.Clarity;
    }

    private static int RoundUp(int frames) => (frames + TileSeparator.Frames - 1) / TileSeparator.Frames * TileSeparator.Frames;

    private void ForEachTile(int start, int end, double share, Action<TileSeparator, StemOutput, int, int> work)
    {
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
        : (new TileSeparator(_mix, _layout, _bands, _frames, _medians), new StemOutput(_mix.ChannelCount, (TileSeparator.Frames + 3) * _layout.Hop));

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
}
