using static System.FormattableString;

namespace Mashup.Sdk.Planning;

/// <summary>The rules every plan keeps, whether a planner made it or a person edited it.</summary>
internal static class PlanValidator
{
    private const double Tolerance = 1e-6;

    /// <summary>Every broken rule as the middle of a sentence that begins with its JSON path; empty for a sound plan.</summary>
    public static IReadOnlyList<string> Validate(MashupPlan plan)
    {
        var broken = new List<string>();
        if (plan.Schema != MashupPlan.SchemaName)
        {
            broken.Add($"$.schema is '{plan.Schema}' where {MashupPlan.SchemaName} is expected");
            return broken;
        }

        InRange(broken, "$.bpm", plan.Bpm, 20, 400);
        InRange(broken, "$.durationSeconds", plan.DurationSeconds, 1, 3600);
        InRange(broken, "$.sampleRate", plan.SampleRate, 8000, 192000);
        InRange(broken, "$.score.overall", plan.Score.Overall, 0, 100);
        InRange(broken, "$.score.harmonic", plan.Score.Harmonic, 0, 1);
        InRange(broken, "$.score.rhythmic", plan.Score.Rhythmic, 0, 1);
        InRange(broken, "$.score.spectral", plan.Score.Spectral, 0, 1);
        Tracks(broken, plan);
        Sections(broken, plan);
        Clips(broken, plan);
        return broken;
    }

    private static void Tracks(List<string> broken, MashupPlan plan)
    {
        if (plan.Tracks.Count == 0)
        {
            broken.Add("$.tracks is empty");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Tracks.Count; i++)
        {
            var track = plan.Tracks[i];
            Named(broken, Invariant($"$.tracks[{i}].id"), track.Id, seen);
            if (string.IsNullOrEmpty(track.File))
            {
                broken.Add(Invariant($"$.tracks[{i}].file is empty"));
            }

            InRange(broken, Invariant($"$.tracks[{i}].bpm"), track.Bpm, 0, 1000);
        }
    }

    private static void Sections(List<string> broken, MashupPlan plan)
    {
        var next = 0d;
        for (var i = 0; i < plan.Sections.Count; i++)
        {
            var section = plan.Sections[i];
            InRange(broken, Invariant($"$.sections[{i}].beats"), section.Beats, Tolerance, 100_000);
            if (!(Math.Abs(section.StartBeat - next) <= Tolerance))
            {
                broken.Add(Invariant($"$.sections[{i}].startBeat is {section.StartBeat} where the section before ends at {next}"));
            }

            next = section.StartBeat + section.Beats;
        }
    }

    private static void Clips(List<string> broken, MashupPlan plan)
    {
        if (plan.Clips.Count == 0)
        {
            broken.Add("$.clips is empty: nothing would sound");
        }

        var tracks = plan.Tracks.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var end = plan.DurationSeconds * plan.Bpm / 60;
        for (var i = 0; i < plan.Clips.Count; i++)
        {
            var clip = plan.Clips[i];
            var path = Invariant($"$.clips[{i}]");
            Named(broken, path + ".id", clip.Id, seen);
            if (!tracks.Contains(clip.Track))
            {
                broken.Add($"{path}.track is '{clip.Track}', which is not the id of a track");
            }

            InRange(broken, path + ".startBeat", clip.StartBeat, -16, Math.Max(0, end));
            InRange(broken, path + ".beats", clip.Beats, Tolerance, 100_000);
            InRange(broken, path + ".semitones", clip.Semitones, -12, 12);
            InRange(broken, path + ".gainDb", clip.GainDb, -120, 24);
            InRange(broken, path + ".fadeInBeats", clip.FadeInBeats, 0, clip.Beats + Tolerance);
            InRange(broken, path + ".fadeOutBeats", clip.FadeOutBeats, 0, clip.Beats + Tolerance);
            Warp(broken, path, clip);
            Automation(broken, path, clip);
        }
    }

    private static void Warp(List<string> broken, string path, PlanClip clip)
    {
        if (clip.Warp.Count < 2)
        {
            broken.Add($"{path}.warp needs two points or more");
        }

        for (var i = 0; i < clip.Warp.Count; i++)
        {
            InRange(broken, Invariant($"{path}.warp[{i}].beat"), clip.Warp[i].Beat, -1e5, 1e5);
            InRange(broken, Invariant($"{path}.warp[{i}].source"), clip.Warp[i].Source, -1e5, 1e5);
            if (i > 0 && !(clip.Warp[i].Beat > clip.Warp[i - 1].Beat && clip.Warp[i].Source > clip.Warp[i - 1].Source))
            {
                broken.Add(Invariant($"{path}.warp[{i}] is not later than the point before it, in beats and in the source"));
            }
        }
    }

    private static void Automation(List<string> broken, string path, PlanClip clip)
    {
        for (var i = 0; i < clip.Automation.Count; i++)
        {
            var (parameter, points) = clip.Automation[i];
            var known = Planning.Automation.Parameters.TryGetValue(parameter, out var range);
            if (!known)
            {
                broken.Add(Invariant($"{path}.automation[{i}].parameter is '{parameter}': expected {Planning.Automation.Choices}"));
            }

            for (var p = 0; p < points.Count; p++)
            {
                if (!double.IsFinite(points[p].Value) || !double.IsFinite(points[p].Beat) || (p > 0 && points[p].Beat < points[p - 1].Beat))
                {
                    broken.Add(Invariant($"{path}.automation[{i}].points[{p}] is not in order or not a number"));
                }
                else if (known && parameter is not (Planning.Automation.GainDb or Planning.Automation.HighPassHz or Planning.Automation.LowPassHz))
                {
                    InRange(broken, Invariant($"{path}.automation[{i}].points[{p}].value"), points[p].Value, range.Least, range.Most);
                }
            }
        }
    }

    private static void Named(List<string> broken, string path, string id, HashSet<string> seen)
    {
        if (string.IsNullOrEmpty(id) || !seen.Add(id))
        {
            broken.Add($"{path} is '{id}', which is empty or taken");
        }
    }

    private static void InRange(List<string> broken, string path, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            broken.Add(Invariant($"{path} is {value}, outside {least:0.######} to {most:0.######}"));
        }
    }
}
