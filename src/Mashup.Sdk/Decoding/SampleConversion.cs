using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Decoding;

/// <summary>Little-endian samples as floats; full scale of an integer becomes 1.</summary>
internal static class SampleConversion
{
    /// <summary>Converts a block.</summary>
    /// <param name="bytes">Whole samples.</param>
    /// <param name="format">How they are written; linear.</param>
    /// <param name="samples">Receives one float a sample; at least as long as the block has samples.</param>
    public static void ToFloat(ReadOnlySpan<byte> bytes, in WavFormat format, Span<float> samples)
    {
        switch (format.Tag, format.BytesPerSample)
        {
            case (WavFormat.Float, 4):
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(samples);
                break;
            case (WavFormat.Float, _):
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(bytes), samples);
                break;
            case (_, 1):
                for (var i = 0; i < bytes.Length; i++)
                {
                    samples[i] = (bytes[i] - 128) * (1f / 128);
                }

                break;
            case (_, 2):
                var shorts = MemoryMarshal.Cast<byte, short>(bytes);
                TensorPrimitives.ConvertTruncating(shorts, samples);
                TensorPrimitives.Multiply(samples[..shorts.Length], 1f / 32768, samples);
                break;
            case (_, 3):
                for (int i = 0, at = 0; at < bytes.Length; i++, at += 3)
                {
                    samples[i] = (bytes[at] << 8 | bytes[at + 1] << 16 | bytes[at + 2] << 24) * (1f / 2147483648f);
                }

                break;
            default:
                var ints = MemoryMarshal.Cast<byte, int>(bytes);
                TensorPrimitives.ConvertTruncating(ints, samples);
                TensorPrimitives.Multiply(samples[..ints.Length], 1f / 2147483648f, samples);
                break;
        }
    }
}
