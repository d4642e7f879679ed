using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>A room of 1.6 s that clips may send to.</summary>
/// <remarks>
/// Feedback delay network (J.-M. Jot, A. Chaigne, "Digital delay networks for designing artificial reverberators", AES 90th Convention, 1991): eight delays
/// of 23 to 61 ms that share no factor, mixed by a Hadamard matrix, each with a low-pass and the gain that lets it fall by 60 dB in the room's time.
/// Lows do not enter. Left feeds and hears the even delays, right the odd ones.
/// </remarks>
internal sealed class Reverb
{
    private const int Lines = 8;
    private const double Seconds = 1.6;
    private const double DampingHz = 5500;
    private const double LowestHz = 250;
    private const float Level = 0.35f;

    private static readonly double[] Milliseconds = [23.3, 29.9, 34.1, 38.9, 43.7, 49.3, 55.1, 61.3];

    private readonly float[][] _delays = new float[Lines][];
    private readonly float[] _gains = new float[Lines];
    private readonly OnePole _damping;
    private readonly OnePole _low;

    public Reverb(int sampleRate)
    {
        for (var i = 0; i < Lines; i++)
        {
            // Odd lengths: what two of them have in common is not a factor of two.
            _delays[i] = new float[(int)(Milliseconds[i] / 1000 * sampleRate) | 1];
            _gains[i] = (float)Math.Pow(10, -3 * _delays[i].Length / (Seconds * sampleRate));
        }

        (_damping, _low) = (new OnePole(DampingHz, sampleRate), new OnePole(LowestHz, sampleRate));
    }

    /// <summary>Samples until it has died away.</summary>
    public static int TailOf(int sampleRate) => (int)(1.2 * Seconds * sampleRate);

    /// <summary>Replaces what was sent by the room's answer.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        Span<float> x = stackalloc float[Lines], damped = stackalloc float[Lines], low = stackalloc float[2];
        Span<int> at = stackalloc int[Lines];
        damped.Clear();
        at.Clear();
        low.Clear();
        for (var i = 0; i < left.Length; i++)
        {
            low[0] += _low.Share * (left[i] - low[0]);
            low[1] += _low.Share * (right[i] - low[1]);
            float inLeft = left[i] - low[0], inRight = right[i] - low[1], outLeft = 0, outRight = 0;
            for (var k = 0; k < Lines; k++)
            {
                var y = _gains[k] * _delays[k][at[k]];
                damped[k] += _damping.Share * (y - damped[k]);
                x[k] = damped[k];
            }

            for (var k = 0; k < Lines; k += 2)
            {
                // Alternating signs keep the first reflections from adding up on one side.
                var sign = (k & 2) == 0 ? 1 : -1;
                outLeft += sign * x[k];
                outRight += sign * x[k + 1];
            }

            Hadamard(x);
            for (var k = 0; k < Lines; k++)
            {
                _delays[k][at[k]] = x[k] + ((k & 1) == 0 ? inLeft : inRight);
                at[k] = at[k] + 1 == _delays[k].Length ? 0 : at[k] + 1;
            }

            (left[i], right[i]) = (Level * outLeft, Level * outRight);
        }
    }

    private static void Hadamard(Span<float> x)
    {
        for (var step = 1; step < Lines; step *= 2)
        {
            for (var i = 0; i < Lines; i += 2 * step)
            {
                for (var j = i; j < i + step; j++)
                {
                    (x[j], x[j + step]) = (x[j] + x[j + step], x[j] - x[j + step]);
                }
            }
        }

        var scale = 1 / MathF.Sqrt(Lines);
        for (var i = 0; i < Lines; i++)
        {
            x[i] *= scale;
        }
    }
}
