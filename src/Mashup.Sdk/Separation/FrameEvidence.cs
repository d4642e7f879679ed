using System.Numerics;
using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>What is known of every bin of one frame, as rows of numbers that do not depend on the song's level. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// 1. Medians of the magnitude over time (17 and 7 frames, the quarter second before, the quarter second after) and over frequency (17 and 7 bins), each as
///    ln(median / magnitude):
///    steady tones equal their median over time, attacks their median over frequency. D. FitzGerald, Harmonic/Percussive Separation Using Median Filtering,
///    DAFx 2010.
/// 2. The same for the magnitude that repeats elsewhere in the song, see <see cref="RepeatedBackground"/>.
/// 3. Place in the stereo image, see <see cref="StereoImage"/>. C. Avendano, Frequency-domain source identification and manipulation in stereo mixes, WASPAA
///    2003.
/// 4. Frequency; and of the whole frame: how percussive it is above 430 Hz, and how far below 160 Hz it exceeds its own median (a kick is as narrow as a bass
///    note, but sudden).
/// </remarks>
internal sealed class FrameEvidence
{
    /// <summary>Rows of evidence.</summary>
    public const int Count = 17;

    private const int Long = 8;
    private const int Short = 3;
    private const int Aside = 12;
    private const int Gap = 2;
    private const float Limit = 5;
    private const double PercussiveFromHertz = 430;
    private const double LowToHertz = 160;

    private readonly SpectrogramLayout _layout;
    private readonly MagnitudeRing _ring;
    private readonly MedianNetwork[] _medians;
    private readonly int[] _offsets = new int[2 * Long + 1];
    private readonly short[] _median;
    private readonly float[] _magnitude;
    private readonly int _percussiveFrom;
    private readonly int _lowTo;

    public FrameEvidence(SpectrogramLayout layout, MagnitudeRing ring, MedianNetwork[] medians)
    {
        (_layout, _ring, _medians) = (layout, ring, medians);
        _median = new short[layout.Width];
        _magnitude = new float[layout.Width];
        Rows = [.. Enumerable.Range(0, Count).Select(_ => new float[layout.Width])];
        _percussiveFrom = Math.Clamp((int)Math.Round(layout.BinOf(PercussiveFromHertz)), 1, layout.Bins);
        _lowTo = Math.Clamp((int)Math.Round(layout.BinOf(LowToHertz)), 1, layout.Bins);
        DescribeFrequency();
    }

    /// <summary>One row per kind of evidence, one value per bin.</summary>
    public float[][] Rows { get; }

    /// <summary>Gathers the evidence on one frame.</summary>
    public void Gather(int frame, StereoImage image, ReadOnlySpan<short> repeating)
    {
        var magnitude = _ring.Rows.Slice(_ring.Offset(frame), _layout.Width);
        OverTime(frame, -Long, Long, magnitude, Rows[0]);
        OverFrequency(frame, Long, magnitude, Rows[1]);
        Compare(repeating, magnitude, Rows[2]);
        OverTime(frame, -Short, Short, magnitude, Rows[11]);
        OverTime(frame, -Aside, -Gap, magnitude, Rows[12]);
        OverTime(frame, Gap, Aside, magnitude, Rows[13]);
        OverFrequency(frame, Short, magnitude, Rows[14]);
        if (image.IsStereo)
        {
            image.Locate(frame, Rows[3], Rows[4], Rows[5], Rows[6], Rows[7]);
        }
        else
        {
            Rows[4].AsSpan().Fill(1);
            Rows[6].AsSpan().Fill(1);
        }

        Rows[15].AsSpan().Fill(Percussiveness(magnitude));
        Rows[16].AsSpan().Fill(LowOnset(magnitude));
    }

    private void OverTime(int frame, int from, int to, ReadOnlySpan<short> magnitude, Span<float> row)
    {
        for (var i = from; i <= to; i++)
        {
            _offsets[i - from] = _ring.Offset(frame + i);
        }

        Median(to - from + 1, magnitude, row);
    }

    private void OverFrequency(int frame, int reach, ReadOnlySpan<short> magnitude, Span<float> row)
    {
        for (var i = -reach; i <= reach; i++)
        {
            _offsets[i + reach] = _ring.Offset(frame) + i;
        }

        Median(2 * reach + 1, magnitude, row);
    }

    private void Median(int count, ReadOnlySpan<short> magnitude, Span<float> row)
    {
        _medians[count - 1].Run(_ring.Rows, _offsets.AsSpan(0, count), _median);
        Compare(_median, magnitude, row);
    }

    private static void Compare(ReadOnlySpan<short> median, ReadOnlySpan<short> magnitude, Span<float> row)
    {
        MagnitudeRing.Ratio(median, magnitude, row);
        TensorPrimitives.Clamp(row, -Limit, Limit, row);
    }

    /// <summary>Share of the magnitude above the bass that the median over frequency explains better than that over time.</summary>
    private float Percussiveness(ReadOnlySpan<short> magnitude)
    {
        var bins = magnitude.Length;
        var m = _magnitude.AsSpan(0, bins);
        MagnitudeRing.Expand(magnitude, m);
        m[.._percussiveFrom].Clear();
        m[_layout.Bins..].Clear();
        Vector<float> percussive = default, all = default;
        for (var bin = 0; bin < bins; bin += Vector<float>.Count)
        {
            Vector<float> value = new(m[bin..]), excess = new Vector<float>(Rows[0], bin) - new Vector<float>(Rows[1], bin);
            percussive += value / (Vector<float>.One + Vector.Exp(excess + excess));
            all += value;
        }

        return Vector.Sum(percussive) / (Vector.Sum(all) + 1e-9f);
    }

    /// <summary>Share of the lowest bins' power that is more than their median over time.</summary>
    private float LowOnset(ReadOnlySpan<short> magnitude)
    {
        float sudden = 0, all = 0;
        for (var bin = 0; bin < _lowTo; bin++)
        {
            var m = MagnitudeRing.Expand(magnitude[bin]);
            sudden += m * m * Math.Max(0, 1 - MathF.Exp(2 * Rows[0][bin]));
            all += m * m;
        }

        return sudden / (all + 1e-9f);
    }

    private void DescribeFrequency()
    {
        for (var bin = 0; bin < _layout.Width; bin++)
        {
            var hertz = Math.Max(bin, 1.0) * _layout.SampleRate / _layout.Size;
            Rows[8][bin] = (float)((Math.Log(hertz) - 6) / 1.5);
            Rows[9][bin] = (float)Math.Clamp((260 - hertz) / 110, 0, 1);
            Rows[10][bin] = (float)Math.Exp(-Math.Pow(2 * Math.Log(hertz / 100), 2));
        }
    }
}
