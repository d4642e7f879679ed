namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>What hints at a singing voice, per frame.</summary>
/// <param name="framesPerSecond">Frame rate, Hz.</param>
/// <param name="count">Number of frames.</param>
internal sealed class VocalCues(double framesPerSecond, int count)
{
    /// <summary>Mel-cepstral coefficients kept: the 4th to the 6th, the formant-sized ripples of the spectrum.</summary>
    public const int TimbreCount = 3;

    /// <summary>Frame rate, Hz.</summary>
    public double FramesPerSecond => framesPerSecond;

    /// <summary>Number of frames.</summary>
    public int Count => count;

    /// <summary>Level of what sounds from the centre in the voice band, lg of power.</summary>
    public float[] Centre { get; } = new float[count];

    /// <summary>Level of what sounds from the sides in the voice band, lg of power.</summary>
    public float[] Side { get; } = new float[count];

    /// <summary>Level of the voice band in mid, lg of power.</summary>
    public float[] Band { get; } = new float[count];

    /// <summary>Level of everything, lg of power.</summary>
    public float[] Total { get; } = new float[count];

    /// <summary>Amplitude of partials that have glided by 6 to 70 cents since the last frame.</summary>
    public float[] Gliding { get; } = new float[count];

    /// <summary>Amplitude of partials that have kept their pitch.</summary>
    public float[] Steady { get; } = new float[count];

    /// <summary>Amplitude of partials that were not there in the last frame.</summary>
    public float[] New { get; } = new float[count];

    /// <summary>Amplitude of the voice band, partials or not.</summary>
    public float[] Amplitude { get; } = new float[count];

    /// <summary>Salience of the best harmonic series on a fundamental from 100 to 800 Hz.</summary>
    public float[] Salience { get; } = new float[count];

    /// <summary>Timbre per coefficient and frame.</summary>
    public float[][] Timbre { get; } = [.. Enumerable.Range(0, TimbreCount).Select(_ => new float[count])];

    private IReadOnlyList<float[]> All => [Centre, Side, Band, Total, Gliding, Steady, New, Amplitude, Salience, .. Timbre];

    /// <summary>The cues of runs that follow each other.</summary>
    public static VocalCues Join(double framesPerSecond, IReadOnlyList<VocalCues> runs)
    {
        var joined = new VocalCues(framesPerSecond, runs.Sum(r => r.Count));
        var start = 0;
        foreach (var run in runs)
        {
            for (var i = 0; i < joined.All.Count; i++)
            {
                run.All[i].CopyTo(joined.All[i], start);
            }

            start += run.Count;
        }

        return joined;
    }
}
