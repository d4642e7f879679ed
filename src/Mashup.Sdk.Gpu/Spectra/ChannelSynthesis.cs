using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>Turns the frames of one channel back into samples, frame after frame: the inverse of <see cref="SongTransform"/>. Holds one frame.</summary>
/// <remarks>
/// 1. Every frame is windowed and added to what the frames before it left; its first hop is then complete, is divided by the sum of the squared windows, and goes
///    to the channel: each sample is written once.
/// 2. Inside the song that sum repeats with every hop; near the ends, where frames are missing, it is counted.
/// </remarks>
internal sealed class ChannelSynthesis
{
    private const float Least = 1e-8f;

    private readonly StftContract _stft;
    private readonly Memory<float> _target;
    private readonly int _frames;
    private readonly float[] _window;
    private readonly float[] _period;
    private readonly float[] _sum;
    private int _next;

    /// <summary>Begins before the first frame.</summary>
    /// <param name="stft">The transform.</param>
    /// <param name="frames">Frames of the song.</param>
    /// <param name="window">Its window.</param>
    /// <param name="target">Receives the channel.</param>
    public ChannelSynthesis(StftContract stft, int frames, float[] window, Memory<float> target)
    {
        (_stft, _frames, _target, _window, _sum) = (stft, frames, target, window, new float[stft.Size]);
        _period = new float[stft.Hop];
        for (var i = 0; i < stft.Size; i++)
        {
            _period[i % stft.Hop] += _window[i] * _window[i];
        }

        for (var i = 0; i < stft.Hop; i++)
        {
            _period[i] = _period[i] > Least ? 1 / _period[i] : 0;
        }
    }

    /// <summary>Adds the next frame; what lies outside the song is passed over.</summary>
    public void Add(ReadOnlySpan<float> re, ReadOnlySpan<float> im, long frame, FrameFft fft)
    {
        if (frame != _next || _next == _frames)
        {
            return;
        }

        Kernels.ShiftAndAdd(fft.Inverse(re, im), _window, _stft.Hop, _sum);
        Write(_next == _frames - 1 ? _sum.Length : _stft.Hop);
        _next++;
    }

    /// <summary>Writes the first samples of the sum, which no later frame reaches.</summary>
    private void Write(int count)
    {
        var start = (long)_next * _stft.Hop - _stft.Size / 2;
        var first = (int)Math.Max(0, -start);
        var last = (int)Math.Min(count, _target.Length - start);
        if (last <= first)
        {
            return;
        }

        var target = _target.Span[(int)(start + first)..(int)(start + last)];
        if (first == 0 && count == _stft.Hop && (long)_next * _stft.Hop >= _stft.Size)
        {
            Kernels.Multiply(_sum.AsSpan(0, last), _period, target);
            return;
        }

        for (var i = first; i < last; i++)
        {
            var weight = WeightAt(start + i);
            target[i - first] = weight > Least ? _sum[i] / weight : 0;
        }
    }

    private float WeightAt(long sample)
    {
        var sum = 0f;
        for (var f = Math.Max(0, (sample - _stft.Size / 2) / _stft.Hop); f < _frames; f++)
        {
            var at = sample - f * _stft.Hop + _stft.Size / 2;
            if (at < 0)
            {
                break;
            }

            if (at < _stft.Size)
            {
                sum += _window[at] * _window[at];
            }
        }

        return sum;
    }
}
