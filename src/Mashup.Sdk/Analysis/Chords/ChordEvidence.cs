using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>Log probability of every chord from the sound alone, for each stretch of a <see cref="ChordTimeline"/>.</summary>
/// <remarks>
/// 1. Treble and bass chroma averaged over each stretch; of each the mean is subtracted and the spread divided out.
/// 2. Multinomial logistic regression whose weights turn with the root: one pair of templates (treble, bass) for major, one for minor.
///    Fitted to rendered pop songs with known chords (training/chords). Seventh chords count as their triads.
/// 3. "No chord" is scored by the stretch's level and by its contrast, the spread over the pitch classes, each against the song's upper quartile: silence lacks
///    both, drums and noise lack contrast.
/// </remarks>
internal static class ChordEvidence
{
    private const float SpreadFloor = 0.1f;
    private const double LeastContrast = 0.2;

    /// <summary>One row of <see cref="ChordVocabulary.Count"/> log probabilities per stretch.</summary>
    public static double[][] Measure(ChromaFeatures chroma, ChordTimeline timeline)
    {
        var treble = BeatChroma.Average(chroma.Treble, chroma.FramesPerSecond, timeline.Times);
        var bass = BeatChroma.Average(chroma.Bass, chroma.FramesPerSecond, timeline.Times);
        double[] levels = [.. treble.Select(t => (double)t.Average())];
        double[] contrasts = [.. treble.Select(Spread)];
        var loud = Quantile(levels, 0.75);
        var clear = Math.Max(Quantile(contrasts, 0.75), LeastContrast * loud);
        Standardise(treble);
        Standardise(bass);
        var rows = new double[timeline.Count][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = LogProbabilities(treble[i], bass[i], loud > 0 ? levels[i] / loud : 0, loud > 0 ? contrasts[i] / clear : 0);
        }

        return rows;
    }

    private static double[] LogProbabilities(float[] treble, float[] bass, double level, double contrast)
    {
        var row = new double[ChordVocabulary.Count];
        for (var chord = 0; chord < ChordVocabulary.None; chord++)
        {
            var (root, quality) = (chord / 2, chord % 2);
            var score = FittedChordTables.Biases[quality];
            for (var degree = 0; degree < 12; degree++)
            {
                var pitchClass = (root + degree) % 12;
                score += FittedChordTables.Treble[quality][degree] * treble[pitchClass] + FittedChordTables.Bass[quality][degree] * bass[pitchClass];
            }

            row[chord] = score;
        }

        row[ChordVocabulary.None] = FittedChordTables.None[0] + FittedChordTables.None[1] * level + FittedChordTables.None[2] * contrast;
        var peak = row.Max();
        var norm = peak + Math.Log(row.Sum(v => Math.Exp(v - peak)));
        for (var chord = 0; chord < row.Length; chord++)
        {
            row[chord] -= norm;
        }

        return row;
    }

    private static void Standardise(float[][] chroma)
    {
        double[] spreads = [.. chroma.Select(Spread)];
        var floor = SpreadFloor * Quantile([.. spreads.Where(s => s > 0)], 0.5);
        for (var i = 0; i < chroma.Length; i++)
        {
            var mean = chroma[i].Average();
            var spread = (float)(spreads[i] + floor);
            foreach (ref var value in chroma[i].AsSpan())
            {
                value = spread > 0 ? (value - mean) / spread : 0;
            }
        }
    }

    private static double Spread(float[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Quantile(double[] values, double share)
    {
        Array.Sort(values = [.. values]);
        return values.Length == 0 ? 0 : values[(int)(share * (values.Length - 1))];
    }
}
