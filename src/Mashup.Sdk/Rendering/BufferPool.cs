using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering;

/// <summary>Stereo buffers of one rendering that are used again: to touch fresh memory for the first time takes longer than to mix what goes into it.</summary>
/// <remarks>
/// Each has room for the longest run, so that each fits every run; what of it is never touched takes no memory. The one given back last is lent first: it has
/// been touched, and may still be in the processor's cache. Thread-safe. Nobody is obliged to give a buffer back; then it is memory like any other.
/// </remarks>
/// <param name="longest">Samples per channel that are asked for at most, as a rule.</param>
internal sealed class BufferPool(int longest = 0)
{
    private readonly Lock _lock = new();
    private readonly List<float[][]> _free = [];
    private readonly Dictionary<AudioBuffer, float[][]> _lent = [];

    /// <summary>A buffer whose samples are whatever they were.</summary>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="length">Samples per channel.</param>
    public AudioBuffer Rent(int sampleRate, int length)
    {
        lock (_lock)
        {
            var at = _free.FindLastIndex(c => c[0].Length >= length);
            if (at < 0)
            {
                var room = Math.Max(length, longest);
                return Lend(sampleRate, [GC.AllocateUninitializedArray<float>(room), GC.AllocateUninitializedArray<float>(room)], length);
            }

            var channels = _free[at];
            _free.RemoveAt(at);
            return Lend(sampleRate, channels, length);
        }
    }

    /// <summary>The beginning of a lent buffer's memory as a buffer of its own, in its stead; other memory for a buffer that does not come from here.</summary>
    /// <param name="buffer">The buffer, as long or longer.</param>
    /// <param name="length">Samples per channel.</param>
    public AudioBuffer Shorten(AudioBuffer buffer, int length)
    {
        lock (_lock)
        {
            return _lent.Remove(buffer, out var channels) ? Lend(buffer.SampleRate, channels, length) : Rent(buffer.SampleRate, length);
        }
    }

    /// <summary>Takes a buffer back that nobody reads any more; one that does not come from here stays what it is.</summary>
    public void Return(AudioBuffer buffer)
    {
        lock (_lock)
        {
            if (_lent.Remove(buffer, out var channels))
            {
                _free.Add(channels);
            }
        }
    }

    private AudioBuffer Lend(int sampleRate, float[][] channels, int length)
    {
        var buffer = new AudioBuffer(sampleRate, channels, length);
        _lent.Add(buffer, channels);
        return buffer;
    }
}
