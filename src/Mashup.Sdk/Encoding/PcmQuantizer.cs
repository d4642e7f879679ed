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
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < channels; c++)
            {
                Write(audio.Channel(c)[start + i], output[(i * step + c * BytesPerSample)..]);
            }
        }

        return count * step;
    }

    private void Write(float sample, Span<byte> output)
    {
        var x = float.IsNaN(sample) ? 0f : sample;
        switch (bitsPerSample)
        {
            case 16:
                var dithered = x * 32768.0 + (x == 0 ? 0 : Uniform() + Uniform());
                BinaryPrimitives.WriteInt16LittleEndian(output, (short)Math.Clamp(Math.Round(dithered), short.MinValue, short.MaxValue));
                break;
            case 24:
                var rounded = (int)Math.Clamp(Math.Round(x * 8388608.0), -8388608, 8388607);
                output[0] = (byte)rounded;
                output[1] = (byte)(rounded >> 8);
                output[2] = (byte)(rounded >> 16);
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(output, x);
                break;
        }
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
