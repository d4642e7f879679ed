using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>How chords are used and follow each other in one key: a Markov chain over <see cref="ChordVocabulary"/>.</summary>
/// <remarks>
/// 1. The usual degrees of a mode have shares of their own, all other chords share one; so have the changes from degree to degree.
/// 2. A chord gives way with probability 0.5 at a bar line and 0.15 elsewhere, to what follows it in the key.
///    Key-relative chord bigrams: K. Noland and M. Sandler, "Key estimation using a hidden Markov model", ISMIR 2006.
/// </remarks>
internal sealed class ChordGrammar
{
    private const double NoneShare = 0.02;
    private const float ChangeAtBar = 0.5f;
    private const float ChangeElsewhere = 0.15f;

    // The degrees that FittedChordTables counts, as chords of C: 2 x semitones + minor.
    private static readonly int[] DegreesOfMajor = [0, 5, 9, 10, 14, 19];
    private static readonly int[] DegreesOfMinor = [1, 6, 11, 15, 14, 16, 20];

    private ChordGrammar(double[] start, double[][] change)
    {
        Start = Shares(start);
        Change = [.. change.Select(Shares)];
    }

    /// <summary>Probability of every chord at any time.</summary>
    public float[] Start { get; }

    /// <summary>Probability of every chord (second index) after another (first index), given that it changes.</summary>
    public float[][] Change { get; }

    /// <summary>The grammar of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="weight">1 takes the probabilities as they are, 0 makes all chords equally likely.</param>
    public static ChordGrammar Of(MusicalKey key, double weight)
    {
        var isMajor = key.Mode == Mode.Major;
        var degrees = isMajor ? DegreesOfMajor : DegreesOfMinor;
        var shares = isMajor ? FittedChordTables.MajorShares : FittedChordTables.MinorShares;
        var changes = isMajor ? FittedChordTables.MajorChanges : FittedChordTables.MinorChanges;
        int[] group = [.. Enumerable.Range(0, ChordVocabulary.None).Select(Group)];
        var start = Row(shares);
        var change = new double[ChordVocabulary.Count][];
        for (var from = 0; from < ChordVocabulary.Count; from++)
        {
            change[from] = from == ChordVocabulary.None ? [.. start] : Row(changes[group[from]]);
            change[from][from] = 0;
        }

        return new ChordGrammar(start, change);

        int Group(int chord)
        {
            var degree = Array.IndexOf(degrees, (chord - 2 * key.Tonic + ChordVocabulary.None) % ChordVocabulary.None);
            return degree < 0 ? degrees.Length : degree;
        }

        double[] Row(double[] table)
        {
            var others = ChordVocabulary.None - degrees.Length;
            return [.. group.Select(g => Math.Pow((1 - NoneShare) * table[g] / (g < degrees.Length ? 1 : others), weight)), Math.Pow(NoneShare, weight)];
        }
    }

    /// <summary>Probability that a chord gives way at a stretch.</summary>
    /// <param name="strong">A bar begins with it.</param>
    public static float ChangeProbability(bool strong) => strong ? ChangeAtBar : ChangeElsewhere;

    /// <summary>Mean log likelihood of a stretch, by the scaled forward algorithm.</summary>
    /// <param name="evidence">Probability of every chord for every stretch.</param>
    /// <param name="strong">Per stretch: a bar begins with it.</param>
    public double LogLikelihood(IReadOnlyList<float[]> evidence, IReadOnlyList<bool> strong)
    {
        float[] state = [.. Start], changed = new float[ChordVocabulary.Count];
        var total = 0.0;
        for (var i = 0; i < evidence.Count; i++)
        {
            if (i > 0)
            {
                var change = ChangeProbability(strong[i]);
                Array.Clear(changed);
                for (var from = 0; from < state.Length; from++)
                {
                    TensorPrimitives.MultiplyAdd(Change[from], change * state[from], changed, changed);
                }

                TensorPrimitives.MultiplyAdd(state, 1 - change, changed, state);
            }

            TensorPrimitives.Multiply(state, evidence[i], state);
            var scale = TensorPrimitives.Sum<float>(state);
            TensorPrimitives.Divide(state, scale, state);
            total += Math.Log(scale);
        }

        return evidence.Count == 0 ? 0 : total / evidence.Count;
    }

    private static float[] Shares(double[] weights)
    {
        var sum = weights.Sum();
        return [.. weights.Select(w => (float)(w / sum))];
    }
}
