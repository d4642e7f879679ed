using System.Numerics;

namespace Mashup.Sdk.Decoding;

/// <summary>Folds surround sound down to stereo.</summary>
/// <remarks>
/// Source: ITU-R BS.775-3, annex 4: Lo = L + 0.707 C + 0.707 Ls, Ro alike; the low-frequency channel is left out, a single rear channel
/// goes to both sides at 0.5. Nothing is scaled down: floats do not clip, and loudness is set later.
/// </remarks>
internal static class Downmix
{
    /// <summary>Most channels that have a standard layout.</summary>
    public const int MaxChannels = 8;

    private const float Half = 0.70710678f;

    // By the bits of a WAVE channel mask.
    private static readonly (float Left, float Right)[] Speakers =
    [
        (1, 0), (0, 1), (Half, Half), (0, 0), (Half, 0), (0, Half), (Half, 0), (0, Half), (0.5f, 0.5f),
        (Half, 0), (0, Half), (0.5f, 0.5f), (Half, 0), (0.5f, 0.5f), (0, Half), (Half, 0), (0.5f, 0.5f), (0, Half),
    ];

    // What each channel count means where a file does not say: 3.0, quad, 5.0, 5.1, 6.1, 7.1.
    private static readonly uint[] UsualMasks = [0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3F, 0x70F, 0x63F];

    /// <summary>Whether channels are those of 5.0 or 5.1: left, right, centre, perhaps the low-frequency one, left and right surround, in this order.</summary>
    /// <param name="channels">Number of channels.</param>
    /// <param name="mask">Their speakers, or 0 where the file does not say.</param>
    public static bool IsSurround(int channels, uint mask) => (channels, mask) is (5, 0 or 0x37 or 0x607) or (6, 0 or 0x3F or 0x60F);

    /// <summary>The gain of each channel towards the left and the right.</summary>
    /// <param name="channels">Number of channels, 3 to <see cref="MaxChannels"/>.</param>
    /// <param name="mask">Speakers of the channels; anything that does not fit the count is taken for the usual layout.</param>
    public static (float[] Left, float[] Right) Gains(int channels, uint mask)
    {
        if (BitOperations.PopCount(mask) != channels || mask >> Speakers.Length != 0)
        {
            mask = UsualMasks[channels];
        }

        var (left, right) = (new float[channels], new float[channels]);
        for (int bit = 0, c = 0; c < channels; bit++)
        {
            if ((mask >> bit & 1) != 0)
            {
                (left[c], right[c]) = Speakers[bit];
                c++;
            }
        }

        return (left, right);
    }
}
