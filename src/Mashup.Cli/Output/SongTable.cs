using Mashup.Sdk;
using Spectre.Console;

namespace Mashup.Cli.Output;

/// <summary>What was found in each song.</summary>
internal static class SongTable
{
    public static void Print(IReadOnlyList<AnalyzedSong> songs)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("song").AddColumn(new TableColumn("length").RightAligned()).AddColumn(new TableColumn("tempo").RightAligned())
            .AddColumn("key").AddColumn(new TableColumn("sung").RightAligned()).AddColumn(new TableColumn("loudness").RightAligned()).AddColumn("form");
        foreach (var song in songs)
        {
            var analysis = song.Analysis;
            var sung = analysis.Vocals.Sum(v => v.End - v.Start) / Math.Max(analysis.DurationSeconds, 1e-9);
            table.AddRow(
                $"[bold]{Markup.Escape(Path.GetFileName(song.File))}[/]",
                Clock(analysis.DurationSeconds),
                analysis.Beats.Bpm > 0 ? FormattableString.Invariant($"{analysis.Beats.Bpm:0.0} BPM") : "no beat",
                $"{analysis.Key.Key} [grey]{analysis.Key.Key.Camelot}[/]",
                FormattableString.Invariant($"{100 * sung:0} %"),
                FormattableString.Invariant($"{analysis.Loudness.IntegratedLufs:0.0} LUFS"),
                string.Join(' ', analysis.Sections.Select(s => s.Label.ToString().ToLowerInvariant())));
        }

        Terminal.Stdout.Write(table);
        Terminal.Stdout.WriteLine();
    }

    public static void PrintSections(AnalyzedSong song)
    {
        foreach (var section in song.Analysis.Sections)
        {
            var bar = new string('▇', (int)Math.Round(section.Energy * 20));
            Terminal.Stdout.MarkupLine($"  {Clock(section.Start),5}  {section.Label.ToString().ToLowerInvariant(),-13}[grey]{bar}[/]");
        }
    }

    public static string Clock(double seconds) => FormattableString.Invariant($"{(int)(seconds / 60)}:{(int)(seconds % 60):00}");
}
