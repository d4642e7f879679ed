using Mashup.Sdk.Planning;
using Spectre.Console;

namespace Mashup.Cli.Output;

/// <summary>A plan as a timeline: what sounds in each section, from which song.</summary>
internal static class PlanTimeline
{
    public static void Print(MashupPlan plan)
    {
        Terminal.Stdout.MarkupLine(FormattableString.Invariant(
            $"[bold]{Markup.Escape(string.Join(" × ", plan.Tracks.Select(t => Path.GetFileNameWithoutExtension(t.File))))}[/]  {plan.Bpm:0.0} BPM, {plan.Key}, {SongTable.Clock(plan.DurationSeconds)}"));
        foreach (var section in plan.Sections)
        {
            Terminal.Stdout.MarkupLine(
                $"  {SongTable.Clock(section.StartBeat * 60 / plan.Bpm),5}  {section.Label.ToString().ToLowerInvariant(),-13}{section.Beats / 4,3:0} bars  {Markup.Escape(Layers(plan, section))}");
        }
    }

    private static string Layers(MashupPlan plan, PlanSection section) => string.Join("; ", plan.Clips
        .Where(c => c.StartBeat < section.StartBeat + section.Beats - 1 && c.StartBeat + c.Beats > section.StartBeat + 1)
        .GroupBy(c => c.Track)
        .Select(g => $"{string.Join(" + ", g.Select(c => Layer(c)).Distinct())} of {Name(plan, g.Key)}"));

    private static string Layer(PlanClip clip) =>
        clip.Stem.ToString().ToLowerInvariant() + (clip.Semitones == 0 ? "" : FormattableString.Invariant($" {clip.Semitones:+0.##;-0.##} st"));

    private static string Name(MashupPlan plan, string track) => Path.GetFileNameWithoutExtension(plan.Tracks.First(t => t.Id == track).File);
}
