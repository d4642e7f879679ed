using System.Text;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Cli.Output;

/// <summary>A plan as a timeline to read: a chart of who plays what when, then section by section what sounds and why.</summary>
internal static class PlanExplanation
{
    private const int NameWidth = 13;
    private const int LeastChart = 20;
    private const int WidestText = 110;
    private static readonly StemKind[] Lanes = [StemKind.Vocals, StemKind.Drums, StemKind.Bass, StemKind.Other, StemKind.Instrumental, StemKind.Mix];

    public static void Print(MashupPlan plan) => Terminal.Stdout.Write(new Spectre.Console.Text(Write(plan, Terminal.Stdout.Profile.Width)));

    /// <summary>The timeline as text of lines no longer than the width, where words allow.</summary>
    public static string Write(MashupPlan plan, int width)
    {
        var text = new StringBuilder();
        var lines = Math.Clamp(width - 1, 40, WidestText);
        text.AppendLine(FormattableString.Invariant(
            $"{string.Join(" × ", plan.Tracks.Select(t => Name(plan, t.Id)))}: {plan.Bpm:0.0} BPM, {plan.Key}, {SongTable.Clock(plan.DurationSeconds)}"));
        text.AppendLine(plan.Clips.All(c => c.Stem == StemKind.Mix)
            ? FormattableString.Invariant($"planned score {plan.Score.Overall:0} of 100: a mix with transitions, no two songs sound together")
            : FormattableString.Invariant($"planned score {plan.Score.Overall:0} of 100: harmony {100 * plan.Score.Harmonic:0} %, rhythm {100 * plan.Score.Rhythmic:0} %, spectrum {100 * plan.Score.Spectral:0} %"));
        text.AppendLine();
        Chart(text, plan, lines);
        foreach (var section in plan.Sections)
        {
            text.AppendLine();
            Section(text, plan, section, lines);
        }

        if (plan.Warnings.Count > 0)
        {
            text.AppendLine().AppendLine("Warnings");
            foreach (var warning in plan.Warnings)
            {
                Wrap(text, warning, "  ! ", "    ", lines);
            }
        }

        return text.ToString();
    }

    private static void Chart(StringBuilder text, MashupPlan plan, int width)
    {
        var beats = plan.DurationSeconds * plan.Bpm / 60;
        var cells = Math.Max(LeastChart, width - NameWidth);
        var header = new char[cells];
        Array.Fill(header, ' ');
        foreach (var section in plan.Sections)
        {
            var (from, to) = ((int)(section.StartBeat / beats * cells), (int)((section.StartBeat + section.Beats) / beats * cells));
            var label = "|" + section.Label.ToString().ToLowerInvariant();
            label.AsSpan(0, Math.Clamp(to - from - 1, 0, label.Length)).CopyTo(header.AsSpan(Math.Min(from, cells - 1)));
        }

        text.Append(' ', NameWidth).AppendLine(new string(header).TrimEnd());
        foreach (var lane in Lanes)
        {
            var row = new char[cells];
            Array.Fill(row, '.');
            var clips = plan.Clips.Where(c => c.Stem == lane).ToArray();
            foreach (var clip in clips)
            {
                var from = Math.Clamp((int)Math.Round(clip.StartBeat / beats * cells), 0, cells - 1);
                var to = Math.Clamp((int)Math.Round((clip.StartBeat + clip.Beats) / beats * cells), from + 1, cells);
                row.AsSpan(from, to - from).Fill(clip.Track[0]);
            }

            if (clips.Length > 0)
            {
                text.Append($"{Part(lane),-NameWidth}").AppendLine(new string(row));
            }
        }

        text.AppendLine().AppendLine(string.Join(", ", plan.Tracks.Select(t => $"{t.Id[0]} = {Name(plan, t.Id)}")));
    }

    private static void Section(StringBuilder text, MashupPlan plan, PlanSection section, int width)
    {
        var (from, to) = (section.StartBeat, section.StartBeat + section.Beats);
        text.AppendLine(FormattableString.Invariant(
            $"{SongTable.Clock(from * 60 / plan.Bpm)}  {section.Label.ToString().ToLowerInvariant()}, {section.Beats:0.##} beats"));
        foreach (var group in plan.Clips
            .Where(c => Math.Min(c.StartBeat + c.Beats, to) - Math.Max(c.StartBeat, from) >= Math.Min(1, c.Beats))
            .OrderBy(c => Array.IndexOf(Lanes, c.Stem)).ThenBy(c => c.StartBeat)
            .GroupBy(c => (c.Stem, c.Track)))
        {
            var places = group.Select(c => Place(plan, c, from, to)).Distinct().Take(3);
            var shift = group.First().Semitones is var s && s != 0 ? FormattableString.Invariant($", {s:+0.##;-0.##} semitones") : "";
            Wrap(text, $"{Name(plan, group.Key.Track)} {string.Join("; ", places)}{shift}", $"  {Part(group.Key.Stem),-NameWidth}", new string(' ', NameWidth + 2), width);
        }

        if (section.Reason is { } reason)
        {
            Wrap(text, reason, "  why: ", "       ", width);
        }
    }

    private static string Place(MashupPlan plan, PlanClip clip, double from, double to)
    {
        var (start, end) = (Math.Max(from, clip.StartBeat), Math.Min(to, clip.StartBeat + clip.Beats));
        return FormattableString.Invariant($"{SongTable.Clock(Source(clip, start))}-{SongTable.Clock(Source(clip, end))} at {SongTable.Clock(start * 60 / plan.Bpm)}");
    }

    private static double Source(PlanClip clip, double beat)
    {
        var i = 1;
        while (i < clip.Warp.Count - 1 && clip.Warp[i].Beat < beat)
        {
            i++;
        }

        var (a, b) = (clip.Warp[i - 1], clip.Warp[i]);
        return Math.Max(0, a.Source + (beat - a.Beat) * (b.Source - a.Source) / (b.Beat - a.Beat));
    }

    private static void Wrap(StringBuilder text, string words, string first, string indent, int width)
    {
        var line = new StringBuilder(first);
        var empty = true;
        foreach (var word in words.Split(' '))
        {
            if (!empty && line.Length + 1 + word.Length > width)
            {
                text.AppendLine(line.ToString());
                line.Clear().Append(indent);
                empty = true;
            }

            line.Append(empty ? "" : " ").Append(word);
            empty = false;
        }

        text.AppendLine(line.ToString());
    }

    private static string Part(StemKind stem) => stem == StemKind.Other ? "chords" : stem == StemKind.Mix ? "whole song" : stem.ToString().ToLowerInvariant();

    private static string Name(MashupPlan plan, string track) => Path.GetFileNameWithoutExtension(plan.Tracks.First(t => t.Id == track).File);
}
