using System.Numerics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>Spectra of the frame at hand and its two neighbours, and where in the stereo image each bin sits. Holds scratch memory: one per thread.</summary>
internal sealed class StereoImage
{
    private const int Around = 3;
    private const int Margin = 16;
    private const float Tiny = 1e-12f;

    private readonly AudioBuffer _mix;
    private readonly SpectrogramLayout _layout;
    private readonly Stft _stft;
    private readonly Slot[] _slots;
    private readonly float[][] _sums;
    private int _next = int.MinValue;

    public StereoImage(AudioBuffer mix, SpectrogramLayout layout, Stft stft)
    {
        (_mix, _layout, _stft) = (mix, layout, stft);
        _slots = [.. Enumerable.Range(0, Around).Select(_ => new Slot(mix.ChannelCount, layout.Width))];
        _sums = Rows(Slot.Products, layout.Width + 2 * Margin);
    }

    /// <summary>Whether there are two channels to compare.</summary>
    public bool IsStereo => _mix.ChannelCount > 1;

    /// <summary>Moves on to a frame, reusing what its neighbour has already read.</summary>
    public void Advance(int frame)
    {
        for (var f = _next == frame + 1 ? frame + 1 : frame - 1; f <= frame + 1; f++)
        {
            Load(f, Of(f));
        }

        _next = frame + 2;
    }

    /// <summary>Spectrum of one channel of the frame.</summary>
    public (float[] Re, float[] Im) Spectrum(int frame, int channel) => (Of(frame).Re[channel], Of(frame).Im[channel]);

    /// <summary>
    /// Writes level difference (0 to 1) and coherence (−1 to 1) of the frame's bins alone, then both and the phase difference (0 to 1) over 3 frames by 3
    /// bins.
    /// </summary>
    public void Locate(int frame, Span<float> pan, Span<float> coherence, Span<float> widePan, Span<float> wideCoherence, Span<float> widePhase)
    {
        var slot = Of(frame);
        Sum();
        for (var bin = 0; bin < _layout.Width; bin += Vector<float>.Count)
        {
            Vector<float> left = Load(slot.Product[0], bin), right = Load(slot.Product[1], bin);
            Pan(left, right).CopyTo(pan[bin..]);
            (Load(slot.Product[2], bin) / Mean(left, right)).CopyTo(coherence[bin..]);
            (left, right) = (Wide(0, bin), Wide(1, bin));
            var mean = Mean(left, right);
            Pan(left, right).CopyTo(widePan[bin..]);
            (Wide(2, bin) / mean).CopyTo(wideCoherence[bin..]);
            Vector.Abs(Wide(3, bin) / mean).CopyTo(widePhase[bin..]);
        }
    }

    private static Vector<float> Pan(Vector<float> left, Vector<float> right) => Vector.Abs(left - right) / (left + right + new Vector<float>(Tiny));

    private static Vector<float> Mean(Vector<float> left, Vector<float> right) => Vector.SquareRoot(left) * Vector.SquareRoot(right) + new Vector<float>(Tiny);

    private static Vector<float> Load(float[] row, int index) => new(row, index);

    private Vector<float> Wide(int product, int bin)
    {
        var sums = _sums[product];
        return Load(sums, Margin + bin - 1) + Load(sums, Margin + bin) + Load(sums, Margin + bin + 1);
    }

    private void Sum()
    {
        for (var product = 0; product < Slot.Products; product++)
        {
            float[] a = _slots[0].Product[product], b = _slots[1].Product[product], c = _slots[2].Product[product];
            for (var bin = 0; bin < _layout.Width; bin += Vector<float>.Count)
            {
                (Load(a, bin) + Load(b, bin) + Load(c, bin)).CopyTo(_sums[product], Margin + bin);
            }
        }
    }

    private void Load(int frame, Slot slot)
    {
        for (var channel = 0; channel < _mix.ChannelCount; channel++)
        {
            _stft.Analyse(_mix.Channel(channel), frame, slot.Re[channel], slot.Im[channel]);
        }

        if (IsStereo)
        {
            slot.Multiply();
        }
    }

    private Slot Of(int frame) => _slots[(frame + Around) % Around];

    private static float[][] Rows(int count, int width) => [.. Enumerable.Range(0, count).Select(_ => new float[width])];

    /// <summary>One frame: spectra of the channels and their products |L|², |R|², Re(L R*), Im(L R*).</summary>
    private sealed class Slot(int channels, int width)
    {
        public const int Products = 4;

        public float[][] Re { get; } = Rows(channels, width);

        public float[][] Im { get; } = Rows(channels, width);

        public float[][] Product { get; } = Rows(Products, width);

        public void Multiply()
        {
            for (var bin = 0; bin < Re[0].Length; bin += Vector<float>.Count)
            {
                Vector<float> leftRe = Load(Re[0], bin), leftIm = Load(Im[0], bin), rightRe = Load(Re[1], bin), rightIm = Load(Im[1], bin);
                (leftRe * leftRe + leftIm * leftIm).CopyTo(Product[0], bin);
                (rightRe * rightRe + rightIm * rightIm).CopyTo(Product[1], bin);
                (leftRe * rightRe + leftIm * rightIm).CopyTo(Product[2], bin);
                (leftIm * rightRe - leftRe * rightIm).CopyTo(Product[3], bin);
            }
        }
    }
}
