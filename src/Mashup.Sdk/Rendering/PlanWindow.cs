using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering;

/// <summary>Cuts a part out of a plan, as a plan of its own.</summary>
internal static class PlanWindow
{
    /// <summary>The plan of the part: what sounds in it, from its first beat on.</summary>
    public static MashupPlan Of(MashupPlan plan, BeatRange range)
    {
        var end = Math.Min(range.Start + range.Beats, plan.DurationSeconds * plan.Bpm / 60);
        return plan with
        {
            DurationSeconds = Math.Max(0, end - range.Start) * 60 / plan.Bpm,
            Sections = [],
            Clips = [.. plan.Clips.Where(c => c.StartBeat < end && c.StartBeat + c.Beats > range.Start).Select(c => Shifted(c, range.Start))],
        };
    }

    private static PlanClip Shifted(PlanClip clip, double beats) => clip with
    {
        StartBeat = clip.StartBeat - beats,
        Warp = [.. clip.Warp.Select(w => w with { Beat = w.Beat - beats })],
        Automation = [.. clip.Automation.Select(a => a with { Points = [.. a.Points.Select(p => p with { Beat = p.Beat - beats })] })],
    };
}
