using System.Globalization;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering;

/// <summary>Refuses requests whose numbers cannot be rendered, with one sentence that names the clip and the value.</summary>
internal static class PlanGuard
{
    private const double LongestSeconds = 3600;
    private const double SteepestStretch = 8;

    /// <summary>Checks everything the renderer relies on.</summary>
    /// <exception cref="MashupException">Something is missing, not a number, or out of range.</exception>
    public static void Check(RenderRequest request)
    {
        var plan = request.Plan ?? throw Refuse("There is no plan to render; make one first.");
        if (plan.Tracks is null || plan.Clips is null)
        {
            throw Refuse("The plan lists no songs or no clips; make it again.");
        }

        Number("The plan", "tempo", plan.Bpm, 10, 1000, "BPM");
        Number("The plan", "duration", plan.DurationSeconds, 0, LongestSeconds, "seconds");
        Number("The plan", "sample rate", plan.SampleRate, 8000, 192000, "Hz");
        Number("The options", "target loudness", request.Options.TargetLufs, -70, 0, "LUFS");
        Number("The options", "ceiling", request.Options.CeilingDbtp, -60, 0, "dBTP");
        Number("The options", "ducking", request.Options.DuckingDb, 0, 60, "dB");
        if (request.Range is { } range)
        {
            Number("The part to render", "start", range.Start, 0, 1e5, "beats");
            Number("The part to render", "length", range.Beats, 0, 1e5, "beats");
        }

        if (plan.DurationSeconds * plan.SampleRate > LongestSeconds * 48000)
        {
            throw Refuse("The plan asks for more samples than can be rendered at once; choose a shorter duration or a lower sample rate.");
        }

        var songs = new HashSet<string>();
        foreach (var track in plan.Tracks)
        {
            if (track?.Id is null || !songs.Add(track.Id))
            {
                throw Refuse($"The plan's song {Quote(track?.Id)} is listed twice or has no id; give each song an id of its own.");
            }

            Number($"Song {Quote(track.Id)}", "tempo", track.Bpm, 10, 1000, "BPM");
        }

        foreach (var clip in plan.Clips)
        {
            Check(clip ?? throw Refuse("The plan holds an empty clip; remove it."), plan.Bpm, songs);
        }
    }

    private static void Check(PlanClip clip, double bpm, HashSet<string> songs)
    {
        var name = $"Clip {Quote(clip.Id)}";
        if (clip.Track is null || !songs.Contains(clip.Track))
        {
            throw Refuse($"{name} plays song {Quote(clip.Track)}, which is not among the plan's songs; add the song or remove the clip.");
        }

        if (!Enum.IsDefined(clip.Stem))
        {
            throw Refuse($"{name} plays a stem that does not exist; choose vocals, drums, bass, other, instrumental or mix.");
        }

        Number(name, "start", clip.StartBeat, -1e5, 1e5, "beats");
        Number(name, "length", clip.Beats, 0, 1e5, "beats");
        Number(name, "pitch shift", clip.Semitones, -24, 24, "semitones");
        Number(name, "gain", clip.GainDb, -200, 24, "dB");
        Number(name, "fade-in", clip.FadeInBeats, 0, 1e5, "beats");
        Number(name, "fade-out", clip.FadeOutBeats, 0, 1e5, "beats");
        CheckWarp(clip, bpm, name);
        foreach (var automation in clip.Automation ?? throw Refuse($"{name} has no list of automations; give it an empty one."))
        {
            Check(automation ?? throw Refuse($"{name} holds an empty automation; remove it."), name);
        }
    }

    private static void CheckWarp(PlanClip clip, double bpm, string name)
    {
        if (clip.Warp is null or [])
        {
            throw Refuse($"{name} has no warp points; give it at least one a bar.");
        }

        for (var i = 0; i < clip.Warp.Count; i++)
        {
            var point = clip.Warp[i] ?? throw Refuse($"{name} holds an empty warp point; remove it.");
            Number(name, "warp beat", point.Beat, -1e5, 1e5, "beats");
            Number(name, "warp source", point.Source, -1e5, 1e5, "seconds");
            if (i == 0)
            {
                continue;
            }

            double beats = point.Beat - clip.Warp[i - 1].Beat, seconds = point.Source - clip.Warp[i - 1].Source;
            if (beats < 1e-6 || seconds < 1e-6)
            {
                throw Refuse($"{name} has warp points that do not ascend at beat {Text(point.Beat)}; sort them and remove doubles.");
            }

            var rate = seconds * bpm / (60 * beats);
            if (rate is > SteepestStretch or < 1 / SteepestStretch)
            {
                throw Refuse($"{name} would play {Text(rate)} times as fast as its song before beat {Text(point.Beat)}; correct its warp points.");
            }
        }
    }

    private static void Check(Automation automation, string name)
    {
        if (automation.Parameter is null || !Automation.Parameters.TryGetValue(automation.Parameter, out var range))
        {
            throw Refuse($"{name} automates {Quote(automation.Parameter)}, which does not exist; choose {Automation.Choices}.");
        }

        if (automation.Points is null or [])
        {
            throw Refuse($"{name} automates {automation.Parameter} without points; give it one or remove it.");
        }

        for (var i = 0; i < automation.Points.Count; i++)
        {
            var point = automation.Points[i] ?? throw Refuse($"{name} holds an empty automation point; remove it.");
            Number(name, automation.Parameter + " beat", point.Beat, -1e5, 1e5, "beats");
            Number(name, automation.Parameter, point.Value, range.Least, range.Most, range.Unit);
            if (i > 0 && point.Beat < automation.Points[i - 1].Beat)
            {
                throw Refuse($"{name} automates {automation.Parameter} with points that do not ascend at beat {Text(point.Beat)}; sort them.");
            }
        }
    }

    private static void Number(string owner, string what, double value, double min, double max, string unit)
    {
        if (!(value >= min && value <= max))
        {
            throw Refuse($"{owner} has a {what} of {Text(value)} {unit}; it must lie between {Text(min)} and {Text(max)}.");
        }
    }

    private static MashupException Refuse(string message) => new(MashupStage.Render, message);

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Quote(string? id) => id is null ? "(none)" : $"\"{(id.Length > 60 ? id[..60] + "…" : id)}\"";
}
