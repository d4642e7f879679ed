using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;

namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Finds the key by the notes of the song and by the chords they form.</summary>
/// <remarks>
/// 1. Notes: the mean chroma (bass at half weight), standardised, against the 24 turned key profiles. C. L. Krumhansl, Cognitive Foundations of Musical Pitch,
///    1990; profiles fitted, pulled towards those of B. Aarden, "Dynamic melodic expectancy", Ohio State University 2003.
/// 2. Chords: mean log likelihood of the beats' <see cref="ChordEvidence"/> under each key's <see cref="ChordGrammar"/>, which chords it uses and how they
///    follow each other; and the share of the tonic triad. They tell a minor key from its relative major, which share their notes.
/// 3. The weighted sum of these is a logistic regression over the 24 keys (training/chords), so the softmax of the best sum is the probability that it is
///    right. Confidence is that, lowered where little of the song has chords or even the best profile correlates poorly.
/// </remarks>
internal sealed class ProfileKeyDetector : IKeyDetector
{
    private const float BassWeight = 0.5f;
    private const double NoCorrelation = 0.3;
    private const double ClearCorrelation = 0.6;
    private const double EnoughChords = 0.5;

    private static readonly MusicalKey[] Keys = [.. Enumerable.Range(0, 24).Select(k => new MusicalKey(k / 2, k % 2 == 0 ? Mode.Major : Mode.Minor))];

    /// <inheritdoc/>
    public KeyEstimate Detect(ChromaFeatures chroma, BeatGrid beats, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chroma);
        ArgumentNullException.ThrowIfNull(beats);
        var timeline = ChordTimeline.Of(beats, chroma.Treble.Count / chroma.FramesPerSecond);
        float[][] evidence = [.. ChordEvidence.Measure(chroma, timeline).Select(row => row.Select(e => (float)Math.Exp(e)).ToArray())];
        var triads = Triads(evidence);
        var tonal = TensorPrimitives.Sum<float>(triads);
        var notes = Notes(chroma);
        double[] fits = [.. Keys.Select(k => Fit(notes, k))];
        var scores = new double[Keys.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (key, tonic) = (Keys[i], triads[i] / (tonal + 1e-9));
            scores[i] = fits[i] + FittedKeyTables.TonicWeight * tonic + (key.Mode == Mode.Minor ? FittedKeyTables.MinorBias : 0)
                + FittedKeyTables.LikelihoodWeight * ChordGrammar.Of(key, 1).LogLikelihood(evidence, timeline.Strong);
        }

        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        var best = order[0];
        var probability = 1 / scores.Sum(s => Math.Exp(s - scores[best]));
        var correlation = fits[best] / Math.Sqrt(Profile(Keys[best]).Average(w => w * w));
        var clarity = Math.Clamp((correlation - NoCorrelation) / (ClearCorrelation - NoCorrelation), 0, 1) * Math.Min(1, tonal / EnoughChords);
        return new KeyEstimate(Keys[best], probability * clarity, Keys[order[1]], chroma.TuningHz);
    }

    private static double[] Profile(MusicalKey key) => key.Mode == Mode.Major ? FittedKeyTables.MajorProfile : FittedKeyTables.MinorProfile;

    /// <summary>Mean probability of every triad, in the order of <see cref="Keys"/>, the keys they are tonics of.</summary>
    private static float[] Triads(float[][] evidence)
    {
        var mean = new float[ChordVocabulary.None];
        foreach (var row in evidence)
        {
            TensorPrimitives.MultiplyAdd(row.AsSpan(0, mean.Length), 1f / evidence.Length, mean, mean);
        }

        return mean;
    }

    /// <summary>Mean chroma with mean 0 and spread 1; all 0 where it is flat.</summary>
    private static double[] Notes(ChromaFeatures chroma)
    {
        var sum = new float[12];
        for (var i = 0; i < chroma.Treble.Count; i++)
        {
            TensorPrimitives.Add(sum, chroma.Treble[i], sum);
            TensorPrimitives.MultiplyAdd(chroma.Bass[i], BassWeight, sum, sum);
        }

        var mean = sum.Average();
        var spread = Math.Sqrt(sum.Average(v => (v - mean) * (v - mean)));
        return [.. sum.Select(v => spread > 0 ? (v - mean) / spread : 0)];
    }

    private static double Fit(double[] notes, MusicalKey key)
    {
        var profile = Profile(key);
        return notes.Select((note, p) => note * profile[(p - key.Tonic + 12) % 12]).Average();
    }
}
