using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Keeps the power of cross-fades between sounds that are alike: an equal-power fade swells where they agree and dips where they cancel.</summary>
/// <remarks>
/// 1. Two clips of one kind of stem cross where one fades out while the other fades in, over the same samples, each with equal power.
/// 2. Their correlation r over the fade is measured, and with it the gain that gives the sum the power the two have by themselves:
///    g² = (p + q) / (p + q + 2 r √(p q)), with p and q the powers of the faded sounds. r counts from −0.5 on, so that nothing is raised by more than 3 dB.
/// </remarks>
internal sealed class CrossfadeBalance
{
    private const double LowestCorrelation = -0.5;

    private readonly Dictionary<(StemKind Stem, int From, int To), (AudioBuffer Sound, bool Rises)> _waiting = [];

    /// <summary>Takes a clip that has been added to the mix; corrects the mix where its fades cross those of a clip added before.</summary>
    public void Add(PlacedClip clip, AudioBuffer sound, AudioBuffer mix)
    {
        var fades = clip.EndCut is { } cut ? clip.Fades.Append(cut) : clip.Fades;
        foreach (var fade in fades.Where(f => f.Shape == FadeShape.EqualPower))
        {
            int from = (int)Math.Ceiling(fade.From), to = (int)Math.Ceiling(fade.To);
            if (from < clip.Start || to > clip.End || to - from < 8)
            {
                continue;
            }

            var key = (clip.Clip.Stem, from, to);
            var part = Part(sound, from - clip.Start, to - from);
            if (!_waiting.TryGetValue(key, out var other))
            {
                _waiting[key] = (part, fade.Rises);
            }
            else if (other.Rises != fade.Rises)
            {
                _waiting.Remove(key);
                Correct(fade.Rises ? (other.Sound, part) : (part, other.Sound), mix, from);
            }
        }
    }

    private static void Correct((AudioBuffer Out, AudioBuffer In) fading, AudioBuffer mix, int from)
    {
        var length = fading.Out.Length;
        double left = Power(fading.Out), right = Power(fading.In), product = 0;
        for (var c = 0; c < 2; c++)
        {
            product += TensorPrimitives.Dot<float>(fading.Out.Channel(c), fading.In.Channel(c));
        }

        if (left <= 0 || right <= 0)
        {
            return;
        }

        var correlation = Math.Clamp(product / Overlap(left, right), LowestCorrelation, 1);
        for (var i = 0; i < length; i++)
        {
            // Sine and cosine of the fade; the sounds' own powers are what the fades' means leave of them, one half.
            var (rising, falling) = Math.SinCos(Math.PI / 2 * i / length);
            double p = 2 * left * falling * falling, q = 2 * right * rising * rising;
            var gain = (float)(Math.Sqrt((p + q) / (p + q + 2 * correlation * Math.Sqrt(p * q))) - 1);
            for (var c = 0; c < 2; c++)
            {
                mix.Channel(c)[from + i] += gain * (fading.Out.Channel(c)[i] + fading.In.Channel(c)[i]);
            }
        }
    }

    // What the product of two equal sounds would be under the fades: the mean of sine times cosine is 1/π, that of their squares 1/2.
    private static double Overlap(double left, double right) => 2 / Math.PI * Math.Sqrt(left * right);

    private static double Power(AudioBuffer sound) =>
        TensorPrimitives.SumOfSquares<float>(sound.Channel(0)) + (double)TensorPrimitives.SumOfSquares<float>(sound.Channel(1));

    private static AudioBuffer Part(AudioBuffer sound, int start, int length)
    {
        var part = new AudioBuffer(sound.SampleRate, 2, length);
        for (var c = 0; c < 2; c++)
        {
            sound.Channel(c).Slice(start, length).CopyTo(part.Channel(c));
        }

        return part;
    }
}
