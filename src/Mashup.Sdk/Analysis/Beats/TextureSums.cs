namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Running sums of the spectrum and of the onsets by band, so that a change of arrangement can be measured at any time at little cost.</summary>
/// <remarks>
/// 1. Levels by semitone, and onsets by band in terms of their RMS, are summed along the song.
/// 2. A change is the root mean square difference of the means over the seconds after and before (novelty: J. Foote, ICME 2000).
/// Where instruments or a drum pattern enter, a section begins, and with it a bar: this tells the first beat from the third where harmony and drums do not.
/// </remarks>
internal sealed class TextureSums
{
    private readonly double[][] _levels;
    private readonly double[][] _onsets;
    private readonly double _origin;
    private readonly double _framesPerSecond;

    /// <summary>Adds up a song's levels and onsets; times count from <paramref name="origin"/> seconds on, and so do the frames of <paramref name="bands"/>.</summary>
    public TextureSums(PitchSpectrogram spectrogram, double origin, IReadOnlyList<float[]> bands, double framesPerSecond)
    {
        (_origin, _framesPerSecond) = (origin, framesPerSecond);
        _levels = Sum(spectrogram.Frames.Length, PitchSpectrogram.Pitches, (i, p) => spectrogram.Frames[i][p]);
        var scale = bands.Select(b => 1 / (Math.Sqrt(b.Length == 0 ? 0 : b.Average(v => (double)v * v)) + 1e-9)).ToArray();
        _onsets = Sum(bands[0].Length, bands.Count, (i, b) => bands[b][i] * scale[b]);
    }

    /// <summary>How much spectrum and rhythm differ in the seconds after and before a time; 0 near the ends of the song.</summary>
    public (float Timbre, float Rhythm) Change(double time, double seconds) =>
        (Distance(_levels, time + _origin, seconds, PitchSpectrogram.FrameRate), Distance(_onsets, time, seconds, _framesPerSecond));

    private static float Distance(double[][] sums, double time, double seconds, double rate)
    {
        var end = (sums.Length - 1) / rate;
        if (time < seconds / 2 || time > end - seconds / 2)
        {
            return 0;
        }

        int middle = Frame(time), before = Frame(time - seconds), after = Frame(time + seconds);
        double sum = 0, scaleAfter = 1.0 / Math.Max(1, after - middle), scaleBefore = 1.0 / Math.Max(1, middle - before);
        for (var i = 0; i < sums[0].Length; i++)
        {
            var difference = (sums[after][i] - sums[middle][i]) * scaleAfter - (sums[middle][i] - sums[before][i]) * scaleBefore;
            sum += difference * difference;
        }

        return (float)Math.Sqrt(sum / sums[0].Length);

        int Frame(double t) => Math.Clamp((int)Math.Round(t * rate), 0, sums.Length - 1);
    }

    private static double[][] Sum(int frames, int width, Func<int, int, double> value)
    {
        var sums = new double[frames + 1][];
        sums[0] = new double[width];
        for (var i = 0; i < frames; i++)
        {
            sums[i + 1] = (double[])sums[i].Clone();
            for (var k = 0; k < width; k++)
            {
                sums[i + 1][k] += value(i, k);
            }
        }

        return sums;
    }
}
