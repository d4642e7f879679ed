using System.Numerics;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>What is known of every band of one frame, as rows of numbers that do not depend on the song's level. Holds scratch memory: one per thread.</summary>
/// <remarks>
/// 1. Medians of the magnitude over time (7 and 17 frames, the quarter second before, the quarter second after, 1.5 s and 6 s thinly read) and over frequency
///    (7, 17 and 65 bands), each as ln(median / magnitude): steady tones equal their median over time, attacks their median over frequency.
///    D. FitzGerald, Harmonic/Percussive Separation Using Median Filtering, DAFx 2010.
/// 2. The same for the magnitude that repeats elsewhere in the song, see <see cref="RepeatedBackground"/>, and how alike the frames are that it is from.
/// 3. The neighbours in time and frequency against the magnitude: edges, glides and vibrato.
/// 4. Place in the stereo image, see <see cref="StereoImage"/>. C. Avendano, Frequency-domain source identification and manipulation in stereo mixes,
///    WASPAA 2003.
/// 5. Frequency; the magnitude against the whole frame's; and of the whole frame: how percussive it is above 430 Hz, how far below 160 Hz it exceeds its own
///    median (a kick is as narrow as a bass note, but sudden), and its <see cref="FrameLevels"/>.
/// </remarks>
internal sealed class FrameEvidence
{
    /// <summary>Rows of evidence on bands.</summary>
    public const int Count = Neighbours + 12;

    /// <summary>Numbers on the frame as a whole.</summary>
    public const int WholeCount = 3 + FrameLevels.Count;

    private const int Stereo = 0;
    private const int Frequency = Stereo + StereoImage.Count;
    private const int Magnitude = Frequency + 3;
    private const int Repeating = Magnitude + 1;
    private const int Medians = Repeating + 1;
    private const int Neighbours = Medians + 9;
    private const float Limit = 5;
    private const double PercussiveFromHertz = 430;
    private const double LowToHertz = 160;

    private static readonly Walk[] MedianWalks =
    [
        new(-8, 8, 1, 0), new(-3, 3, 1, 0), new(-12, -2, 1, 0), new(2, 12, 1, 0), new(-32, 32, 4, 0), new(-128, 128, 16, 0),
        new(-8, 8, 0, 1), new(-3, 3, 0, 1), new(-32, 32, 0, 4),
    ];

    private static readonly (int Frames, int Bands)[] NeighbourSteps =
        [(-1, 0), (1, 0), (-3, 0), (3, 0), (0, -1), (0, 1), (0, -2), (0, 2), (-1, -1), (-1, 1), (1, -1), (1, 1)];

    private readonly SpectrogramLayout _layout;
    private readonly MaskBands _bands;
    private readonly SongFrames _frames;
    private readonly MedianNetwork[] _medians;
    private readonly int[] _offsets = new int[17];
    private readonly short[] _median;
    private readonly float[] _power;
    private readonly int _percussiveFrom;
    private readonly int _lowTo;

    public FrameEvidence(SpectrogramLayout layout, MaskBands bands, SongFrames frames, MedianNetwork[] medians)
    {
        (_layout, _bands, _frames, _medians) = (layout, bands, frames, medians);
        _median = new short[bands.Width];
        _power = new float[bands.Width];
        Rows = [.. Enumerable.Range(0, Count).Select(_ => new float[bands.Width])];
        _percussiveFrom = Math.Clamp(bands.From(layout.BinOf(PercussiveFromHertz)), 1, bands.Count);
        _lowTo = Math.Clamp(bands.From(layout.BinOf(LowToHertz)), 1, bands.Count);
        DescribeFrequency();
    }

    /// <summary>One row per kind of evidence, one value per band.</summary>
    public float[][] Rows { get; }

    /// <summary>What holds for all bands of the frame.</summary>
    public float[] Whole { get; } = new float[WholeCount];

    /// <summary>Gathers the evidence on one frame.</summary>
    public void Gather(int frame, StereoImage image, ReadOnlySpan<short> repeating, float similarity)
    {
        var magnitude = _frames.Magnitudes.Row(frame);
        image.Locate(frame, Rows.AsSpan(Stereo, StereoImage.Count));
        LogMagnitude.Relative(magnitude, _frames.Levels.Level(frame), Limit, Rows[Magnitude]);
        LogMagnitude.Ratio(repeating, magnitude, Limit, Rows[Repeating]);
        for (var i = 0; i < MedianWalks.Length; i++)
        {
            Median(frame, MedianWalks[i]);
            LogMagnitude.Ratio(_median, magnitude, Limit, Rows[Medians + i]);
        }

        for (var i = 0; i < NeighbourSteps.Length; i++)
        {
            var (frames, bands) = NeighbourSteps[i];
            LogMagnitude.Ratio(_frames.Magnitudes.Rows[(_frames.Magnitudes.Offset(frame + frames) + bands)..], magnitude, Limit, Rows[Neighbours + i]);
        }

        LogMagnitude.ExpandToPower(magnitude, _power);
        (Whole[0], Whole[1], Whole[2]) = (Percussiveness(), LowOnset(), similarity);
        _frames.Levels.Describe(frame, Whole.AsSpan(3));
    }

    private void Median(int frame, Walk walk)
    {
        var count = 0;
        var step = Math.Max(walk.Frames, walk.Bands);
        for (var i = walk.From; i <= walk.To; i += step)
        {
            _offsets[count++] = walk.Frames > 0 ? _frames.Magnitudes.Offset(frame + i) : _frames.Magnitudes.Offset(frame) + i;
        }

        _medians[count - 1].Run(_frames.Magnitudes.Rows, _offsets.AsSpan(0, count), _median);
    }

    /// <summary>Share of the magnitude above the bass that the median over frequency explains better than that over time.</summary>
    private float Percussiveness()
    {
        float[] overTime = Rows[Medians], overFrequency = Rows[Medians + 6];
        Vector<float> percussive = default, all = default;
        var width = Vector<float>.Count;
        for (var band = _percussiveFrom / width * width; band < _bands.Count; band += width)
        {
            var value = Vector.SquareRoot(new Vector<float>(_power, band));
            var excess = new Vector<float>(overTime, band) - new Vector<float>(overFrequency, band);
            percussive += value / (Vector<float>.One + Vector.Exp(excess + excess));
            all += value;
        }

        return Vector.Sum(percussive) / (Vector.Sum(all) + 1e-9f);
    }

    /// <summary>Share of the lowest bands' power that is more than their median over time.</summary>
    private float LowOnset()
    {
        float sudden = 0, all = 0;
        for (var band = 0; band < _lowTo; band++)
        {
            sudden += _power[band] * Math.Max(0, 1 - MathF.Exp(2 * Rows[Medians][band]));
            all += _power[band];
        }

        return sudden / (all + 1e-9f);
    }

    private void DescribeFrequency()
    {
        for (var band = 0; band < _bands.Count; band++)
        {
            var hertz = Math.Max((_bands.Edges[band] + _bands.Edges[band + 1] - 1) / 2.0, 1.0) * _layout.SampleRate / _layout.Size;
            Rows[Frequency][band] = (float)((Math.Log(hertz) - 6) / 1.5);
            Rows[Frequency + 1][band] = (float)Math.Clamp((260 - hertz) / 110, 0, 1);
            Rows[Frequency + 2][band] = (float)Math.Exp(-Math.Pow(2 * Math.Log(hertz / 100), 2));
        }
    }

    /// <summary>Rows that a median takes: from one offset to another, so many frames or so many bands at a time.</summary>
    private readonly record struct Walk(int From, int To, int Frames, int Bands);
}
