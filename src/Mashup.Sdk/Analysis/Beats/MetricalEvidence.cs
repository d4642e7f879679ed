using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>What a song shows at every quarter of every pulse of one pulse chain: onsets by band, changes of harmony, bass, timbre and rhythm.</summary>
/// <remarks>
/// 1. Band onsets: the maximum of the locally normalised flux within 20 ms.
/// 2. Harmony and bass: cosine distance of the mean chroma after and before the point, over one pulse and over two.
/// 3. Timbre and rhythm: difference of the mean spectrum and the mean onsets over eight pulses after and before the point.
/// 4. Each feature is divided by its mean over all points and capped, so that 1 means "as everywhere".
/// </remarks>
internal sealed class MetricalEvidence
{
    /// <summary>Points per pulse.</summary>
    public const int PerPulse = 4;

    /// <summary>Features per point: six bands, then harmony and bass over one pulse, the same over two, timbre and rhythm over eight.</summary>
    public const int Features = 12;

    private const int BandCount = 6;
    private const int Reach = 2;
    private const int LongPulses = 8;
    private const float Cap = 5f;

    private readonly float[] _values;

    private MetricalEvidence(float[] values) => _values = values;

    /// <summary>Number of points: <see cref="PerPulse"/> for each pulse but the last.</summary>
    public int Points => _values.Length / Features;

    /// <summary>The features of one point.</summary>
    public ReadOnlySpan<float> this[int point] => _values.AsSpan(point * Features, Features);

    /// <summary>Samples the features along a chain of pulses.</summary>
    public static MetricalEvidence Sample(double[] pulses, float[][] bands, double framesPerSecond, ChromaSums chroma, TextureSums texture)
    {
        var points = (pulses.Length - 1) * PerPulse;
        var values = new float[points * Features];
        var period = (pulses[^1] - pulses[0]) / (pulses.Length - 1);
        for (var i = 0; i < points; i++)
        {
            var pulse = i / PerPulse;
            var time = pulses[pulse] + (pulses[pulse + 1] - pulses[pulse]) * (i % PerPulse) / PerPulse;
            var row = values.AsSpan(i * Features, Features);
            var frame = (int)Math.Round(time * framesPerSecond);
            for (var b = 0; b < BandCount; b++)
            {
                int from = Math.Clamp(frame - Reach, 0, bands[b].Length), to = Math.Clamp(frame + Reach + 1, from, bands[b].Length);
                row[b] = to > from ? TensorPrimitives.Max<float>(bands[b].AsSpan(from..to)) : 0;
            }

            for (var w = 0; w < 2; w++)
            {
                (row[BandCount + 2 * w], row[BandCount + 2 * w + 1]) = chroma.Change(time, Math.Clamp(period * (w + 1), 0.3, 2.5));
            }

            (row[^2], row[^1]) = texture.Change(time, LongPulses * period);
        }

        Scale(values, points);
        return new MetricalEvidence(values);
    }

    private static void Scale(float[] values, int points)
    {
        for (var f = 0; f < Features; f++)
        {
            double sum = 0;
            for (var i = 0; i < points; i++)
            {
                sum += values[i * Features + f];
            }

            var scale = (float)(points / (sum + 1e-6 * points));
            for (var i = 0; i < points; i++)
            {
                values[i * Features + f] = Math.Min(values[i * Features + f] * scale, Cap);
            }
        }
    }
}
