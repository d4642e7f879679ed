using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Planning.Form;

/// <summary>Lays out the form: intro, verses and choruses in 8-bar blocks, a break before the last chorus, an outro and one bar to land on.</summary>
/// <remarks>
/// 1. The number of bars is the whole number within one bar of the wished length that leaves the fewest bars off the 4-bar lattice; what remains is
///    counted in before the intro, so that every phrase begins on the lattice. Parts enter on the lattice as well: on the first bar of a phrase.
/// 2. Energy follows an arc towards the last chorus; the energy slider lifts or lowers it, and with it how early drums and bass come in and whether
///    there is a break.
/// 3. The style slider lets voices answer each other (from 0.55 once, from 0.8 in every second sung block) and drums fall into half time in a break.
/// </remarks>
internal static class FormBuilder
{
    private const double Answers = 0.55;
    private const double Wild = 0.8;

    public static IReadOnlyList<FormBlock> Build(double durationSeconds, double barSeconds, double energy, double style)
    {
        var bars = TotalBars(durationSeconds / barSeconds);
        var body = bars - 1;
        var rest = body % 4;
        var (intro, outro) = body switch
        {
            < 8 => (rest, 0),
            < 16 => (rest > 0 ? rest : 4, 0),
            < 24 => (rest > 0 ? rest : 4, 4),
            < 56 => (4 + rest, 4),
            _ => ((energy > 0.75 ? 4 : 8) + rest, 8),
        };
        var middle = body - intro - outro;
        var blocks = new List<FormBlock>();
        var start = 0;
        if (intro > 0)
        {
            Add(SectionLabel.Intro, intro, intro > rest ? rest : 0);
        }

        foreach (var (label, length) in Middle(middle, energy))
        {
            Add(label, length);
        }

        if (outro > 0)
        {
            Add(SectionLabel.Outro, outro);
        }

        return blocks;

        void Add(SectionLabel label, int length, int countIn = 0)
        {
            var wished = Math.Clamp(Arc(label) + 0.1 * start / Math.Max(1, body) + (energy - 0.5) * 0.5, 0, 1);
            var sung = label is SectionLabel.Verse or SectionLabel.Chorus or SectionLabel.Bridge;
            var voices = blocks.Count(b => b.Sung);
            blocks.Add(new FormBlock(start, length, label, sung, wished, Lanes(label, length, countIn, energy, style))
            {
                CountIn = countIn,
                Answered = sung && length >= 8 && style >= Answers && (style >= Wild ? voices % 2 == 1 : voices == 1),
            });
            start += length;
        }
    }

    /// <summary>Whole bars of a mashup, the landing bar included.</summary>
    public static int TotalBars(double wished)
    {
        var (low, high) = ((int)Math.Floor(wished + 1e-9), (int)Math.Ceiling(wished - 1e-9));
        int Off(int bars) => (bars - 1) % 4 == 0 ? 0 : (bars - 1) % 2 == 0 ? 1 : 2;
        return Math.Max(2, Off(low) < Off(high) || (Off(low) == Off(high) && wished - low <= high - wished) ? low : high);
    }

    private static IEnumerable<(SectionLabel Label, int Bars)> Middle(int bars, double energy)
    {
        var eights = bars / 8;
        var four = bars % 8 >= 4;
        var breakBlock = eights >= 5 && energy < 0.85 ? eights - 2 : -1;
        var sung = 0;
        for (var k = 0; k < eights; k++)
        {
            if (four && k == eights - 1 && breakBlock < 0)
            {
                yield return (eights == 1 ? SectionLabel.Verse : SectionLabel.Break, 4);
                four = false;
            }

            if (k == breakBlock)
            {
                yield return (SectionLabel.Break, 8);
                continue;
            }

            yield return (k == eights - 1 || sung % 2 == 1 ? SectionLabel.Chorus : SectionLabel.Verse, 8);
            sung++;
        }

        if (four)
        {
            yield return (SectionLabel.Chorus, 4);
        }

        if (bars % 4 != 0)
        {
            yield return (SectionLabel.Instrumental, bars % 4);
        }
    }

    private static double Arc(SectionLabel label) => label switch
    {
        SectionLabel.Intro or SectionLabel.Outro => 0.35,
        SectionLabel.Verse => 0.5,
        SectionLabel.Chorus => 0.8,
        SectionLabel.Break => 0.3,
        _ => 0.55,
    };

    private static Lane[] Lanes(SectionLabel label, int bars, int countIn, double energy, double style)
    {
        var entry = countIn + (bars - countIn + 7) / 8 * 4;
        Lane All(StemKind stem) => new(stem, 0, bars);
        Lane Late(StemKind stem) => new(stem, entry, bars);
        Lane Early(StemKind stem) => new(stem, 0, Math.Max(1, bars / 2));
        return [.. Wished().Where(l => l.FromBar < l.ToBar)];

        Lane[] Wished() => label switch
        {
            SectionLabel.Intro when energy > 0.66 => [All(StemKind.Drums), All(StemKind.Bass), entry < bars ? Late(StemKind.Other) : All(StemKind.Other)],
            SectionLabel.Intro when energy > 0.33 => [Late(StemKind.Drums), All(StemKind.Other)],
            SectionLabel.Intro => [Late(StemKind.Bass), All(StemKind.Other)],
            SectionLabel.Verse when energy < 0.3 => [Late(StemKind.Drums), All(StemKind.Bass), All(StemKind.Other)],
            SectionLabel.Break when energy > 0.7 => [All(StemKind.Drums), Late(StemKind.Other)],
            SectionLabel.Break when style >= Wild => [All(StemKind.Drums) with { HalfTime = true }, Late(StemKind.Bass), All(StemKind.Other)],
            SectionLabel.Break => [Late(StemKind.Bass), All(StemKind.Other)],
            SectionLabel.Outro => [energy > 0.5 ? All(StemKind.Drums) : Early(StemKind.Drums), All(StemKind.Bass), All(StemKind.Other)],
            SectionLabel.Chorus when energy < 0.12 => [Late(StemKind.Drums), All(StemKind.Bass), All(StemKind.Other)],
            _ => [All(StemKind.Drums), All(StemKind.Bass), All(StemKind.Other)],
        };
    }
}
