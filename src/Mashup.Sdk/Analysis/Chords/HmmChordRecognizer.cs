using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;

namespace Mashup.Sdk.Analysis.Chords;

/// <summary>Recognises major and minor triads beat by beat.</summary>
/// <remarks>
/// 1. <see cref="ChordTimeline"/>: one stretch per beat. <see cref="ChordEvidence"/>: how likely each chord sounds there.
/// 2. Hidden Markov model: a chord stays, or gives way to one that follows it in the key (<see cref="ChordGrammar"/>), weighted by how sure the key is.
///    A. Sheh and D. P. W. Ellis, ISMIR 2003; M. Mauch and S. Dixon, "Simultaneous estimation of chords and musical context", IEEE TASLP 18(6), 2010.
/// 3. Viterbi; equal neighbours are joined.
/// </remarks>
internal sealed class HmmChordRecognizer : IChordRecognizer
{
    private const double KeyWeight = 0.8;

    /// <inheritdoc/>
    public IReadOnlyList<ChordSegment> Recognize(
        ChromaFeatures chroma, BeatGrid beats, KeyEstimate key, double durationSeconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chroma);
        ArgumentNullException.ThrowIfNull(beats);
        ArgumentNullException.ThrowIfNull(key);
        var timeline = ChordTimeline.Of(beats, durationSeconds);
        if (timeline.Count == 0)
        {
            return [];
        }

        cancellationToken.ThrowIfCancellationRequested();
        var evidence = ChordEvidence.Measure(chroma, timeline);
        return Join(timeline, Decode(evidence, timeline.Strong, ChordGrammar.Of(key.Key, KeyWeight * key.Confidence), cancellationToken));
    }

    private static int[] Decode(double[][] evidence, IReadOnlyList<bool> strong, ChordGrammar grammar, CancellationToken cancellationToken)
    {
        double[][] follow = [.. grammar.Change.Select(row => row.Select(p => Math.Log(p)).ToArray())];
        var from = new int[evidence.Length][];
        double[] score = [.. evidence[0].Select((e, chord) => e + Math.Log(grammar.Start[chord]))];
        for (var i = 1; i < evidence.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var change = ChordGrammar.ChangeProbability(strong[i]);
            double stay = Math.Log(1 - change), leave = Math.Log(change);
            var next = new double[score.Length];
            from[i] = new int[score.Length];
            for (var chord = 0; chord < score.Length; chord++)
            {
                var (best, origin) = (score[chord] + stay, chord);
                for (var other = 0; other < score.Length; other++)
                {
                    var changed = score[other] + leave + follow[other][chord];
                    if (changed > best)
                    {
                        (best, origin) = (changed, other);
                    }
                }

                next[chord] = best + evidence[i][chord];
                from[i][chord] = origin;
            }

            score = next;
        }

        var path = new int[evidence.Length];
        path[^1] = Array.IndexOf(score, score.Max());
        for (var i = path.Length - 1; i > 0; i--)
        {
            path[i - 1] = from[i][path[i]];
        }

        return path;
    }

    private static List<ChordSegment> Join(ChordTimeline timeline, int[] path)
    {
        var segments = new List<ChordSegment>();
        for (int start = 0, end = 1; end <= path.Length; end++)
        {
            if (end == path.Length || path[end] != path[start])
            {
                segments.Add(new ChordSegment(timeline.Times[start], timeline.Times[end], ChordVocabulary.Label(path[start])));
                start = end;
            }
        }

        return segments;
    }
}
