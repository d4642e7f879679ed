using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Beats;

/// <summary>Gives every beat its place in the bar; a bar may be cut short or drawn out where the music insists.</summary>
/// <remarks>
/// 1. A beat's evidence for a place is its share of the song's score under <see cref="MetricalModel"/>, so that without jumps the path is the best reading.
/// 2. Places follow each other; any other step costs <see cref="JumpCost"/>.
/// 3. The best path of this hidden Markov model (Viterbi): A. J. Viterbi, IEEE Trans. Information Theory 13(2), 1967.
/// </remarks>
internal static class BarDecoder
{
    private const float JumpCost = 6f;

    /// <summary>Place in the bar of each beat, 0 for downbeats.</summary>
    public static int[] Decode(MetricalEvidence evidence, int offset, int beats, int meter)
    {
        var score = new float[beats][];
        var from = new int[beats][];
        for (var k = 0; k < beats; k++)
        {
            score[k] = new float[meter];
            from[k] = new int[meter];
            var row = evidence[Math.Min(offset + k * MetricalEvidence.PerPulse, evidence.Points - 1)];
            for (var place = 0; place < meter; place++)
            {
                var local = MetricalModel.PlaceScore(row, place, meter) / beats;
                var regular = (place + meter - 1) % meter;
                var best = k == 0 ? 0 : score[k - 1][regular];
                from[k][place] = regular;
                for (var p = 0; p < meter && k > 0; p++)
                {
                    if (score[k - 1][p] - JumpCost > best)
                    {
                        best = score[k - 1][p] - JumpCost;
                        from[k][place] = p;
                    }
                }

                score[k][place] = best + local;
            }
        }

        var places = new int[beats];
        places[^1] = TensorPrimitives.IndexOfMax<float>(score[^1]);
        for (var k = beats - 1; k > 0; k--)
        {
            places[k - 1] = from[k][places[k]];
        }

        return places;
    }
}
