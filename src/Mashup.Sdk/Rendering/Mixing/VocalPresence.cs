using System.Numerics.Tensors;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Where the vocals of each song sound in the mashup, so that the other songs' beds can make room ahead of them.</summary>
/// <remarks>
/// 1. The power of each song's rendered vocals in frames of 10 ms.
/// 2. The song's own singing level: its mean power after gating, as loudness is gated (ITU-R BS.1770-4): what is 18 dB below it is bleed or breath.
/// 3. Presence 0 to 1 from 18 to 8 dB below that level, held 300 ms after and 120 ms before (look-ahead), then leaving in no less than 600 ms and
///    smoothed over 160 ms: between two words the bed stays where it is, between two lines it comes back unheard.
/// </remarks>
internal sealed class VocalPresence(int length, int sampleRate)
{
    private const double Full = -8;
    private const double None = -18;
    private const int Ahead = 12;
    private const int Hold = 30;
    private const int Smooth = 8;
    private const float Release = 1 / 60f;

    private readonly Dictionary<string, double[]> _power = [];
    private readonly Dictionary<string, float[]> _presence = [];

    /// <summary>Timeline samples per frame.</summary>
    public int Hop { get; } = Math.Max(1, sampleRate / 100);

    /// <summary>Adds rendered vocals of a song that begin at a timeline sample.</summary>
    public void Add(string track, int start, ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (!_power.TryGetValue(track, out var power))
        {
            _power[track] = power = new double[length / Hop + 2];
        }

        for (var i = 0; i < left.Length;)
        {
            var frame = (start + i) / Hop;
            var count = Math.Min((frame + 1) * Hop - start - i, left.Length - i);
            power[frame] += (TensorPrimitives.SumOfSquares(left.Slice(i, count)) + TensorPrimitives.SumOfSquares(right.Slice(i, count))) / (2.0 * Hop);
            i += count;
        }
    }

    /// <summary>The curve for the bed of a song, or <see langword="null"/> where no other song sings.</summary>
    public DuckingCurve? For(string track, double depthDb)
    {
        float[]? together = null;
        foreach (var other in _power.Keys.Where(t => t != track).Order(StringComparer.Ordinal))
        {
            if (!_presence.TryGetValue(other, out var presence))
            {
                _presence[other] = presence = Presence(_power[other]);
            }

            together ??= new float[presence.Length];
            TensorPrimitives.Max(together, presence, together);
        }

        return together is null ? null : new DuckingCurve(together, Hop, depthDb);
    }

    private static float[] Presence(double[] power)
    {
        var level = VoiceLevel.Gated(power);
        var presence = new float[power.Length];
        if (level == 0)
        {
            return presence;
        }

        for (var i = 0; i < power.Length; i++)
        {
            var x = (float)Math.Clamp((10 * Math.Log10(Math.Max(power[i], 1e-12) / level) - None) / (Full - None), 0, 1);
            if (x > 0)
            {
                var around = presence.AsSpan(Math.Max(0, i - Ahead)..Math.Min(power.Length, i + Hold + 1));
                TensorPrimitives.Max(around, x, around);
            }
        }

        for (var i = 1; i < presence.Length; i++)
        {
            presence[i] = Math.Max(presence[i], presence[i - 1] - Release);
        }

        return Smoothed(presence);
    }

    // A raised cosine: presence comes and goes without a corner.
    private static float[] Smoothed(float[] values)
    {
        var smoothed = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            double sum = 0, weights = 0;
            for (var j = -Smooth; j <= Smooth; j++)
            {
                var weight = 1 + Math.Cos(Math.PI * j / (Smooth + 1));
                sum += weight * values[Math.Clamp(i + j, 0, values.Length - 1)];
                weights += weight;
            }

            smoothed[i] = (float)(sum / weights);
        }

        return smoothed;
    }
}
