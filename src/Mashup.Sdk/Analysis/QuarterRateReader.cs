using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis;

/// <summary>Reads windows of a song's mono mix at a quarter of its rate, for what lies below 3 kHz: sample i lies at sample 4 i of the song. One thread at a time.</summary>
/// <remarks>
/// 1. The mix is filtered and every fourth sample kept (<see cref="Decimator"/>), block by block, as far as a window reaches.
/// 2. What lies before a window is forgotten: windows are read in ascending order.
/// </remarks>
/// <param name="audio">The song.</param>
/// <param name="window">Samples in every window.</param>
internal sealed class QuarterRateReader(AudioBuffer audio, int window)
{
    /// <summary>Samples of the song for one of the reader.</summary>
    public const int Factor = 4;

    private const int Block = 1024;

    private readonly Decimator _decimator = new(Factor, Block);
    private readonly float[] _samples = new float[window + 2 * Block];
    private float[]? _input;
    private int _first;
    private int _end;

    /// <summary>Samples in all.</summary>
    public int Length => (audio.Length + Factor - 1) / Factor;

    /// <summary>Reads one window; zeros lie outside the song.</summary>
    /// <param name="start">Its first sample, not before that of the window read last.</param>
    /// <param name="samples">As many as a window has.</param>
    public void Read(int start, Span<float> samples)
    {
        int from = Math.Max(0, start), to = Math.Min(start + samples.Length, Length);
        samples.Clear();
        if (to <= from)
        {
            return;
        }

        var forgotten = Math.Clamp(from - _first, 0, _end - _first);
        _samples.AsSpan(forgotten, _end - _first - forgotten).CopyTo(_samples);
        _first += forgotten;
        _input ??= new float[_decimator.InputLength];
        while (_end < to)
        {
            var count = Math.Min(Block, Length - _end);
            MonoMix.Read(audio, _end * Factor - _decimator.Reach, _input);
            _decimator.Process(_input, _samples.AsSpan(_end - _first, count));
            _end += count;
            if (_end < from)
            {
                _first = _end;
            }
        }

        _samples.AsSpan(from - _first, to - from).CopyTo(samples[(from - start)..]);
    }
}
