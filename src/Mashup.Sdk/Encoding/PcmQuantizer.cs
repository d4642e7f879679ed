using System.Buffers.Binary;

namespace Mashup.Sdk.Encoding;

/// <summary>Turns planar float samples into interleaved little-endian PCM.</summary>
/// <remarks>
/// 16 bits: dithered with triangular noise of ±1 step from a fixed seed, one generator per file, so that the same samples give the same bytes
/// (S. Lipshitz, R. Wannamaker, J. Vanderkooy, "Quantization and dither", JAES 40(5), 1992). Digital silence stays silent: dither only
/// decorrelates an error that exists. 24 bits: rounded. 32 bits: IEEE float as it is. NaN becomes silence.
/// </remarks>
internal sealed class PcmQuantizer(int bitsPerSample)
{
    private uint _state = 0x9E3779B9;

    /// <summary>Bytes per sample.</summary>
    public int BytesPerSample => bitsPerSample / 8;

    /// <summary>Interleaves <paramref name="count"/> samples of every channel into <paramref name="output"/>, from <paramref name="start"/> on.</summary>
    /// <returns>The number of bytes written.</returns>
    public int Interleave(Audio.AudioBuffer audio, int start, int count, Span<byte> output)
    {
        int channels = audio.ChannelCount, step = BytesPerSample * channels;
        if (bitsPerSample == 16)
        {
            // One generator for the file: sample by sample, channel after channel.
            for (var i = 0; i < count; i++)
            {
                for (var c = 0; c < channels; c++)
                {
                    BinaryPrimitives.WriteInt16LittleEndian(output[(i * step + c * 2)..], Dithered(audio.Channel(c)[start + i]));
                }
            }

            return count * step;
        }

        if (bitsPerSample == 24 && channels == 2)
        {
            WritePairs(audio.Channel(0).Slice(start, count), audio.Channel(1).Slice(start, count), output);
            return count * step;
        }

        for (var c = 0; c < channels; c++)
        {
            Write(audio.Channel(c).Slice(start, count), output[(c * BytesPerSample)..], step);
        }

        return count * step;
    }

    private void Write(ReadOnlySpan<float> samples, Span<byte> output, int step)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            if (bitsPerSample == 32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(output[(i * step)..], float.IsNaN(samples[i]) ? 0f : samples[i]);
                continue;
            }

            var rounded = Rounded(samples[i]);
            var bytes = output.Slice(i * step, 3);
            bytes[0] = (byte)rounded;
            bytes[1] = (byte)(rounded >> 8);
            bytes[2] = (byte)(rounded >> 16);
        }
    }

    // What a mashup is written as: both channels of a sample at once.
    private static void WritePairs(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<byte> output)
    {
        right = right[..left.Length];
        for (var i = 0; i < left.Length; i++, output = output[6..])
        {
            int first = Rounded(left[i]), second = Rounded(right[i]);
            BinaryPrimitives.WriteInt32LittleEndian(output, (first & 0xFFFFFF) | second << 24);
            BinaryPrimitives.WriteInt16LittleEndian(output[4..], (short)(second >> 8));
        }
    }

    // Exact: a float has no more bits than the sample it becomes.
    private static int Rounded(float sample) => float.IsNaN(sample) ? 0 : (int)MathF.Round(Math.Clamp(sample * 8388608f, -8388608f, 8388607f));

    private short Dithered(float sample)
    {
        var x = float.IsNaN(sample) ? 0 : sample;
        var dithered = x * 32768.0 + (x == 0 ? 0 : Uniform() + Uniform());
        return (short)Math.Clamp(Math.Round(dithered), short.MinValue, short.MaxValue);
    }

    // xorshift32 (G. Marsaglia, J. Stat. Softw. 8(14), 2003), uniform in [-0.5, 0.5).
    private double Uniform()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state / 4294967296.0 - 0.5;
    }
}
