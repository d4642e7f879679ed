namespace Mashup.Sdk.Analysis.Sections;

/// <summary>Says what role each section plays.</summary>
/// <remarks>
/// 1. Sections repeat each other where their harmony runs alike bar by bar and their levels are close: same group.
/// 2. Energy: level over the song's range, and onset density.
/// 3. Nobody sings: break where the drums or the bass drop out, instrumental otherwise; at the ends of the song intro and outro.
/// 4. Somebody sings: the chorus is the group that is louder and wider than the other sung sections, returns, and does not open the song; the
///    weights are those of a conditional logit over the groups of annotated songs (D. McFadden, 1974), held to a musical prior (training/sections).
///    What comes once, after a chorus has been heard, is a bridge; the rest are verses.
/// </remarks>
internal static class SectionLabeller
{
    private const double SungShare = 0.33;
    private const double RepetitionCorrelation = 0.75;
    private const float RepetitionLevelDb = 3;
    private const double EnergyRangeDb = 20;
    private const double QuietEnergy = 0.45;
    private const double LeastDrums = 0.8;
    private const double BassStepDb = 3;

    private const double LevelWeight = 0.74, MostLevelDb = 6;
    private const double SideWeight = 0.42, MostSideDb = 9;
    private const double ReturnWeight = 0.9, OpeningWeight = -1.15;

    /// <summary>Labels, energies and groups of the sections.</summary>
    public static (SectionLabel[] Labels, double[] Energies, int[] Groups) Label(SectionProfile[] sections)
    {
        var groups = Groups(sections);
        var energies = Energies(sections);
        var chorus = Chorus(sections, groups);
        var labels = new SectionLabel[sections.Length];
        for (var i = 0; i < sections.Length; i++)
        {
            labels[i] = Role(i);
        }

        return (labels, energies, groups);

        SectionLabel Role(int i)
        {
            var first = i == 0 && sections.Length > 2;
            var last = i == sections.Length - 1 && sections.Length > 2;
            if (sections[i].Vocal < SungShare)
            {
                return first ? SectionLabel.Intro : last ? SectionLabel.Outro : DropsOut(sections, i) ? SectionLabel.Break : SectionLabel.Instrumental;
            }

            if (groups[i] == chorus)
            {
                return SectionLabel.Chorus;
            }

            if (energies[i] < QuietEnergy && (first || last))
            {
                return first ? SectionLabel.Intro : SectionLabel.Outro;
            }

            var heardChorus = groups.AsSpan(0, i).Contains(chorus);
            return heardChorus && groups.Count(g => g == groups[i]) == 1 ? SectionLabel.Bridge : SectionLabel.Verse;
        }
    }

    private static int[] Groups(SectionProfile[] sections)
    {
        var groups = new int[sections.Length];
        var count = 0;
        for (var i = 0; i < sections.Length; i++)
        {
            var (best, similarity) = (-1, RepetitionCorrelation);
            for (var j = 0; j < i; j++)
            {
                var s = sections[i].Similarity(sections[j]);
                if (s > similarity && LevelStep(sections[i], sections[j]) < RepetitionLevelDb)
                {
                    (best, similarity) = (j, s);
                }
            }

            groups[i] = best >= 0 ? groups[best] : count++;
        }

        return groups;
    }

    private static float LevelStep(SectionProfile a, SectionProfile b) => a.Levels.Zip(b.Levels, (x, y) => Math.Abs(x - y)).Average();

    private static double[] Energies(SectionProfile[] sections)
    {
        var levels = sections.Select(s => (double)s.Levels.Average()).ToArray();
        double loudest = levels.Max(), busiest = Math.Max(1e-6, sections.Max(s => s.Drums));
        return [.. sections.Select((s, i) => 0.6 * Math.Clamp(1 + (levels[i] - loudest) / EnergyRangeDb, 0, 1) + 0.4 * s.Drums / busiest)];
    }

    private static int Chorus(SectionProfile[] sections, int[] groups)
    {
        int[] sung = [.. Enumerable.Range(0, sections.Length).Where(i => sections[i].Vocal >= SungShare)];
        if (sung.Length == 0)
        {
            return -1;
        }

        var (level, side) = Means(sung);
        return sung.GroupBy(i => groups[i]).MaxBy(group => Score([.. group]))!.Key;

        double Score(int[] members)
        {
            var (here, aside) = Means(members);
            return LevelWeight * Math.Clamp(here - level, -MostLevelDb, MostLevelDb) + SideWeight * Math.Clamp(aside - side, -MostSideDb, MostSideDb)
                + (members.Length > 1 ? ReturnWeight : 0) + (members[0] == 0 ? OpeningWeight : 0);
        }

        (double Level, double Side) Means(int[] members)
        {
            double bars = members.Sum(i => sections[i].Length);
            return (members.Sum(i => sections[i].Length * sections[i].Levels.Average()) / bars, members.Sum(i => sections[i].Length * sections[i].Side) / bars);
        }
    }

    private static bool DropsOut(SectionProfile[] sections, int i)
    {
        double drums = Median(sections.Select(s => (double)s.Drums)), bass = Median(sections.Select(s => (double)s.Levels[0]));
        return sections[i].Drums < LeastDrums * drums || sections[i].Levels[0] < bass - BassStepDb;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
