namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Whether what was taken for singing sounds like a voice at all, on scales that do not depend on the song.</summary>
/// <remarks>
/// 1. Over the frames taken for sung: how far harmonic series stand out, relative to the level; the voice band's share of the power; and, in
///    stereo, how far the centre outweighs the sides.
/// 2. Each is put in steps in which songs with and without voices differ; their sum is the evidence. The scales come from eight sung and four
///    instrumental recordings.
/// 3. Partials that never glide are no voice's, whatever else they are: a test tone, an organ.
/// </remarks>
internal static class VocalPresence
{
    private const double UsualSalience = 0.7, SalienceStep = 0.08;
    private const double UsualShare = -0.6, ShareStep = 0.2;
    private const double UsualSeparation = 0.7, SeparationStep = 0.3;
    private const double LeastSeparation = -3, MostSeparation = 1.5;
    private const double SilentSide = -8;
    private const double LeastGlide = 0.02;
    private const double EnoughEvidence = 1;
    private const double DoubtPerStep = 3;
    private const double MostDoubt = 6;

    /// <summary>By how much to raise the threshold of the vocal score: 0 where the song sounds sung.</summary>
    public static double Doubt(VocalCues cues, float[] probability)
    {
        double count = 0, salience = 0, share = 0, separation = 0, power = 0, gliding = 0, partials = 0, side = double.NegativeInfinity;
        for (var t = 0; t < probability.Length; t++)
        {
            side = Math.Max(side, cues.Side[t]);
            if (probability[t] > 0.5f)
            {
                count++;
                salience += cues.Salience[t];
                share += cues.Band[t] - cues.Total[t];
                separation += cues.Centre[t] - cues.Side[t];
                power += Math.Pow(10, cues.Total[t]);
                gliding += cues.Gliding[t];
                partials += cues.Gliding[t] + cues.Steady[t] + cues.New[t];
            }
        }

        if (count == 0)
        {
            return 0;
        }

        if (gliding < LeastGlide * partials)
        {
            return MostDoubt;
        }

        // Salience is made of fourth roots of power.
        var evidence = (salience / count / Math.Pow(power / count, 0.25) - UsualSalience) / SalienceStep + (share / count - UsualShare) / ShareStep;
        if (side > SilentSide)
        {
            evidence += Math.Clamp((separation / count - UsualSeparation) / SeparationStep, LeastSeparation, MostSeparation);
        }

        return Math.Clamp((EnoughEvidence - evidence) * DoubtPerStep, 0, MostDoubt);
    }
}
