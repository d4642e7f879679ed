namespace Mashup.Sdk.Planning.Phrases;

/// <summary>Says how good each bar of a song is to begin with.</summary>
/// <remarks>
/// 1. Phrases are counted in fours from the start of their section: an extra bar stands at the end of a section far more often than at its start.
/// 2. How far that count is trusted follows from the sections: 97 % of section starts are true phrase starts, 93 % of the fours inside a section that
///    is a whole number of fours, 75 % inside one that is not or that runs to the end, 60 % right after a section of a single bar
///    (76 rendered songs with known phrases). The distrust is what a start costs.
/// Cutting on phrases after Zehren et al., "Automatic Detection of Cue Points for the Emulation of DJ Mixing" (CMJ 46(3), 2022).
/// </remarks>
internal static class PhraseLattice
{
    private const int Phrase = 4;
    private const double SectionStart = 0.12;
    private const double Doubtful = -0.12;
    private const double HalfPhrase = -0.3;
    private const double OffPhrase = -0.5;

    /// <summary>Merit of starting at each bar, added to what a window is worth.</summary>
    /// <param name="phases">How many bars each bar lies after the start of its section.</param>
    public static double[] Merits(int[] phases)
    {
        var merits = new double[phases.Length];
        for (int start = 0, end, before = 0; start < phases.Length; before = end - start, start = end)
        {
            end = start + 1;
            while (end < phases.Length && phases[end] > 0)
            {
                end++;
            }

            var whole = (end - start) % Phrase == 0 && end < phases.Length;
            for (var bar = start; bar < end; bar++)
            {
                merits[bar] = Merit(bar - start, whole) + (before == 1 && start > 1 ? Doubtful : 0);
            }
        }

        return merits;
    }

    private static double Merit(int phase, bool whole) => (phase % (2 * Phrase), phase % Phrase) switch
    {
        _ when phase == 0 => SectionStart,
        (0, _) => whole ? 0.1 : Doubtful,
        (_, 0) => whole ? 0.04 : Doubtful,
        (_, 2) => HalfPhrase,
        _ => OffPhrase,
    };
}
