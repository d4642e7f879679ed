using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Finds the key by the notes of the song and by the chords they form.</summary>
/// <remarks>
/// 1. Notes: correlation of the mean chroma (bass at half weight) with the 24 turned key profiles. C. L. Krumhansl, Cognitive Foundations of Musical
///    Pitch, 1990; profiles of B. Aarden, "Dynamic melodic expectancy", Ohio State University 2003, best of five compared.
/// 2. Chords: mean log likelihood of the beats' <see cref="ChordEvidence"/> under each key's <see cref="ChordGrammar"/>, which chords it uses and how they
///    follow each other. It tells a minor key from its relative major, which share their notes.
/// 3. The key with the highest sum wins. Confidence is its share in a softmax over the sums (temperature set on halves and whole songs), lowered where
///    even the best profile correlates poorly.
/// </remarks>
internal sealed class ProfileKeyDetector : IKeyDetector
{
    private const double BassWeight = 0.5;
    private const double ProfileWeight = 0.4;
    private const double Temperature = 0.1;
    private const double NoCorrelation = 0.3;
    private const double ClearCorrelation = 0.7;

    private static readonly double[] MajorProfile = [17.77, 0.15, 14.93, 0.16, 19.80, 11.36, 0.29, 22.06, 0.15, 8.15, 0.23, 4.95];
    private static readonly double[] MinorProfile = [18.26, 0.74, 14.05, 16.86, 0.70, 14.44, 0.70, 18.62, 4.57, 1.93, 7.38, 1.76];

    /// <inheritdoc/>
    public KeyEstimate Detect(ChromaFeatures chroma, BeatGrid beats, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chroma);
        ArgumentNullException.ThrowIfNull(beats);
        cancellationToken.ThrowIfCancellationRequested();
        var timeline = ChordTimeline.Of(beats, chroma.Treble.Count / chroma.FramesPerSecond);
        float[][] evidence = [.. ChordEvidence.Measure(chroma, timeline).Select(row => row.Select(e => (float)Math.Exp(e)).ToArray())];
        var notes = MeanChroma(chroma);
        MusicalKey[] keys = [.. Enumerable.Range(0, 24).Select(k => new MusicalKey(k / 2, k % 2 == 0 ? Mode.Major : Mode.Minor))];
        double[] correlations = [.. keys.Select(k => Correlation(notes, k))];
        double[] scores = [.. keys.Select((k, i) => ProfileWeight * correlations[i] + Likelihood(k))];
        int[] order = [.. Enumerable.Range(0, 24).OrderByDescending(i => scores[i])];
        var best = order[0];
        var share = 1 / scores.Sum(s => Math.Exp((s - scores[best]) / Temperature));
        var clarity = Math.Clamp((correlations[best] - NoCorrelation) / (ClearCorrelation - NoCorrelation), 0, 1);
        return new KeyEstimate(keys[best], share * clarity, keys[order[1]], chroma.TuningHz);

        double Likelihood(MusicalKey key)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ChordGrammar.Of(key, 1).LogLikelihood(evidence, timeline.Strong);
        }
    }

    private static double[] MeanChroma(ChromaFeatures chroma)
    {
        var mean = new double[12];
        for (var i = 0; i < chroma.Treble.Count; i++)
        {
            for (var p = 0; p < 12; p++)
            {
                mean[p] += (chroma.Treble[i][p] + BassWeight * chroma.Bass[i][p]) / chroma.Treble.Count;
            }
        }

        return mean;
    }

    private static double Correlation(double[] notes, MusicalKey key)
    {
        var profile = key.Mode == Mode.Major ? MajorProfile : MinorProfile;
        double meanNote = notes.Average(), meanProfile = profile.Average();
        double product = 0, notePower = 0, profilePower = 0;
        for (var p = 0; p < 12; p++)
        {
            double note = notes[p] - meanNote, weight = profile[(p - key.Tonic + 12) % 12] - meanProfile;
            product += note * weight;
            notePower += note * note;
            profilePower += weight * weight;
        }

        return notePower > 0 ? product / Math.Sqrt(notePower * profilePower) : 0;
    }
}
