using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Arranging;

namespace Mashup.Sdk.Planning.Clips;

/// <summary>Leads from block to block with the effects a DJ would use, sparingly: the style slider decides whether and how far.</summary>
/// <remarks>
/// 1. Into a chorus: bass and other are thinned by a rising high-pass in the bars before it and back in full on its first beat.
/// 2. An intro opens: a low-pass over its other stem rises until the voice enters.
/// 3. A chill mashup is mellow: below an energy of 0.35 the chords are low-passed, the lower the softer.
/// 4. A voice that is followed by a bar of rest or more ends in an echo instead of being cut off.
/// </remarks>
internal sealed class Transitions(IReadOnlyList<ArrangedBlock> blocks, int meter, double style, double energy)
{
    /// <summary>Below this style nothing is added.</summary>
    private const double Plain = 0.15;

    private const double Chill = 0.35;
    private const double OffLowHz = 20;
    private const double OffHighHz = 20000;
    private const int Steps = 4;

    // Beats before a chorus that may be broken up.
    private const double LongestFill = 2;

    /// <summary>The clips with their automation; nothing else about them changes.</summary>
    public IReadOnlyList<PlanClip> Apply(IReadOnlyList<PlanClip> clips)
    {
        if (style < Plain)
        {
            return [.. clips.Select(c => c.Stem == StemKind.Other ? With(c, Mellow(c)) : c)];
        }

        var lifts = Lifts();
        var voices = clips.Where(c => c.Stem == StemKind.Vocals).OrderBy(c => c.StartBeat).ToList();
        return [.. clips.Select(clip => clip.Stem switch
        {
            StemKind.Vocals => With(clip, Echo(clip, voices)),
            StemKind.Other => With(With(With(clip, Lift(clip, lifts)), Opening(clip)), Mellow(clip)),
            StemKind.Bass => With(clip, Lift(clip, lifts)),
            _ => clip,
        })];
    }

    private List<(double From, double To)> Lifts()
    {
        var bars = style < 0.5 ? 1 : 2;
        var lifts = new List<(double From, double To)>();
        for (var b = 1; b < blocks.Count; b++)
        {
            var (before, block) = (blocks[b - 1], blocks[b]);
            if (block.Block.Label == SectionLabel.Chorus && before.Block.Label != SectionLabel.Chorus && before.Block.Bars >= 4 && !block.Role.Alone && !before.Role.Alone)
            {
                var to = block.Block.StartBar * meter;
                lifts.Add((to - bars * meter, to));
            }
        }

        return lifts;
    }

    private Automation? Lift(PlanClip clip, List<(double From, double To)> lifts)
    {
        var points = new List<AutomationPoint>();
        foreach (var (from, to) in lifts)
        {
            if (clip.StartBeat > from || clip.StartBeat + clip.Beats < to - LongestFill)
            {
                continue;
            }

            points.AddRange(Sweep(from, to, OffLowHz, 150 + 200 * style));
            points.Add(new AutomationPoint(to, OffLowHz));
        }

        return points.Count == 0 ? null : new Automation(Automation.HighPassHz, points);
    }

    private Automation? Opening(PlanClip clip)
    {
        var intro = blocks[0];
        var end = intro.Block.Bars * meter;
        return intro.Block.Label != SectionLabel.Intro || intro.Role.Alone || intro.Block.Bars < 4 || clip.StartBeat > 0 || clip.StartBeat + clip.Beats < end ? null
            : new Automation(Automation.LowPassHz, [.. Sweep(0, end, 3000 - 2000 * style, CeilingHz)]);
    }

    private double CeilingHz => energy < Chill ? Math.Round(12000 * Math.Pow(2, -8 * (Chill - energy))) : OffHighHz;

    private Automation? Mellow(PlanClip clip) =>
        energy < Chill ? new Automation(Automation.LowPassHz, [Point(clip.StartBeat, CeilingHz), Point(clip.StartBeat + clip.Beats, CeilingHz)]) : null;

    private Automation? Echo(PlanClip clip, List<PlanClip> voices)
    {
        var end = clip.StartBeat + clip.Beats;
        var next = voices.Where(v => v.StartBeat >= end - 1e-6).Select(v => v.StartBeat).DefaultIfEmpty(double.PositiveInfinity).Min();
        return clip.Beats < 4 || next - end < meter ? null
            : new Automation(Automation.DelaySend, [Point(end - 2, 0), Point(end - 1, 0.25 + 0.35 * style), Point(end, 0.25 + 0.35 * style)]);
    }

    // Frequencies are heard in octaves, automation runs straight: a few points on the curve.
    private static IEnumerable<AutomationPoint> Sweep(double from, double to, double first, double last)
    {
        for (var i = 0; i <= Steps; i++)
        {
            var share = (double)i / Steps;
            yield return Point(from + share * (to - from), Math.Round(first * Math.Pow(last / first, share), 1));
        }
    }

    private static AutomationPoint Point(double beat, double value) => new(Math.Round(beat, 4), Math.Round(value, 3));

    private static PlanClip With(PlanClip clip, Automation? automation) =>
        automation is null || clip.Automation.Any(a => a.Parameter == automation.Parameter) ? clip : clip with { Automation = [.. clip.Automation, automation] };
}
