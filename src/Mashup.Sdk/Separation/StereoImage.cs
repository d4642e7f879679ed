using System.Numerics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>Spectra of the frame at hand and its two neighbours, and where in the stereo image each band sits. Holds scratch memory: one per thread.</summary>
internal sealed class StereoImage
{
    /// <summary>Rows that <see cref="Locate"/> fills.</summary>
    public const int Count = 5;

    private const int Around = 3;
    private const int Margin = 16;
    private const float Tiny = 1e-12f;

    private readonly AudioBuffer _mix;
    private readonly MaskBands _bands;
    private readonly Stft _stft;
    private readonly Slot[] _slots;
    private readonly float[][] _sums;
    private readonly float[] _products;
    private int _next = int.MinValue;

    public StereoImage(AudioBuffer mix, SpectrogramLayout layout, MaskBands bands, Stft stft)
    {
        (_mix, _bands, _stft) = (mix, bands, stft);
        _slots = [.. Enumerable.Range(0, Around).Select(_ => new Slot(mix.ChannelCount, layout.Width, bands.Width))];
        _sums = Rows(Slot.Products, bands.Width + 2 * Margin);
        _products = new float[layout.Width];
    }

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
    /// Writes level difference (0 to 1) and coherence (−1 to 1) of the frame's bands alone, then both and the phase difference (0 to 1) over 3 frames by 3
    /// bands. A mono song sits in the centre.
    /// </summary>
    public void Locate(int frame, ReadOnlySpan<float[]> rows)
    {
        if (_mix.ChannelCount == 1)
        {
            rows[1].AsSpan().Fill(1);
            rows[3].AsSpan().Fill(1);
            return;
        }

        var slot = Of(frame);
        Sum();
        for (var band = 0; band < _bands.Width; band += Vector<float>.Count)
        {
            Vector<float> left = Load(slot.Product[0], band), right = Load(slot.Product[1], band);
            Pan(left, right).CopyTo(rows[0], band);
            (Load(slot.Product[2], band) / Mean(left, right)).CopyTo(rows[1], band);
            (left, right) = (Wide(0, band), Wide(1, band));
            var mean = Mean(left, right);
            Pan(left, right).CopyTo(rows[2], band);
            (Wide(2, band) / mean).CopyTo(rows[3], band);
            Vector.Abs(Wide(3, band) / mean).CopyTo(rows[4], band);
        }
    }

    private static Vector<float> Pan(Vector<float> left, Vector<float> right) => Vector.Abs(left - right) / (left + right + new Vector<float>(Tiny));

    private static Vector<float> Mean(Vector<float> left, Vector<float> right) => Vector.SquareRoot(left) * Vector.SquareRoot(right) + new Vector<float>(Tiny);

    private static Vector<float> Load(float[] row, int index) => new(row, index);

    private Vector<float> Wide(int product, int band)
    {
        var sums = _sums[product];
        return Load(sums, Margin + band - 1) + Load(sums, Margin + band) + Load(sums, Margin + band + 1);
    }

    private void Sum()
    {
        for (var product = 0; product < Slot.Products; product++)
        {
            float[] a = _slots[0].Product[product], b = _slots[1].Product[product], c = _slots[2].Product[product];
            for (var band = 0; band < _bands.Width; band += Vector<float>.Count)
            {
                (Load(a, band) + Load(b, band) + Load(c, band)).CopyTo(_sums[product], Margin + band);
            }
        }
    }

    private void Load(int frame, Slot slot)
    {
        for (var channel = 0; channel < _mix.ChannelCount; channel++)
        {
            _stft.Analyse(_mix.Channel(channel), frame, slot.Re[channel], slot.Im[channel]);
        }

        if (_mix.ChannelCount > 1)
        {
            slot.Multiply(_bands, _products);
        }
    }

    private Slot Of(int frame) => _slots[(frame + Around) % Around];

    private static float[][] Rows(int count, int width) => [.. Enumerable.Range(0, count).Select(_ => new float[width])];

    /// <summary>One frame: spectra of the channels, and of each band the sums of their products |L|², |R|², Re(L R*), Im(L R*).</summary>
    private sealed class Slot(int channels, int width, int bands)
    {
        public const int Products = 4;

        public float[][] Re { get; } = Rows(channels, width);

        public float[][] Im { get; } = Rows(channels, width);

        public float[][] Product { get; } = Rows(Products, bands);

        public void Multiply(MaskBands bands, float[] products)
        {
            float[] leftRe = Re[0], leftIm = Im[0], rightRe = Re[1], rightIm = Im[1];
            Multiply(leftRe, leftRe, leftIm, leftIm, 1, products);
            bands.Sum(products, Product[0]);
            Multiply(rightRe, rightRe, rightIm, rightIm, 1, products);
            bands.Sum(products, Product[1]);
            Multiply(leftRe, rightRe, leftIm, rightIm, 1, products);
            bands.Sum(products, Product[2]);
            Multiply(leftIm, rightRe, leftRe, rightIm, -1, products);
            bands.Sum(products, Product[3]);
        }

        /// <summary>a b + sign · c d.</summary>
        private static void Multiply(float[] a, float[] b, float[] c, float[] d, float sign, float[] output)
        {
            var s = new Vector<float>(sign);
            for (var bin = 0; bin < output.Length; bin += Vector<float>.Count)
            {
                (Load(a, bin) * Load(b, bin) + s * Load(c, bin) * Load(d, bin)).CopyTo(output, bin);
            }
        }
    }
}
