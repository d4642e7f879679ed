using Mashup.Sdk;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Planning.Compatibility;
using Mashup.Sdk.Scoring;
using Spectre.Console;

namespace Mashup.Cli.Output;

/// <summary>Results as people like to read them, on standard output.</summary>
internal static class Summary
{
    public static void Print(MashupResult result, string separator)
    {
        SongTable.Print(result.Songs);
        foreach (var variant in result.Variants)
        {
            Print(variant);
        }

        var whole = result.Stages.Stages.Max(s => s.Start + s.Duration);
        var slowest = result.Stages.CriticalPath.MaxBy(s => s.Duration)!;
        Terminal.Stdout.MarkupLine(FormattableString.Invariant(
            $"[grey]stems by the separator '{Markup.Escape(separator)}'; made in {whole.TotalSeconds:0.0} s; the longest stage was {slowest.Stage.ToString().ToLowerInvariant()} with {slowest.Duration.TotalSeconds:0.0} s[/]"));
    }

    public static void Print(AnalyzedSong song)
    {
        SongTable.Print([song]);
        SongTable.PrintSections(song);
    }

    public static void Print(MashupPlan plan)
    {
        PlanTimeline.Print(plan);
        foreach (var reason in plan.Rationale)
        {
            Terminal.Stdout.MarkupLine($"  [grey]•[/] {Markup.Escape(reason)}");
        }

        foreach (var warning in plan.Warnings)
        {
            Terminal.Stdout.MarkupLine($"  [yellow]![/] {Markup.Escape(warning)}");
        }

        Terminal.Stdout.MarkupLine(FormattableString.Invariant(
            $"  planned score [bold]{plan.Score.Overall:0}[/]/100 (harmony {plan.Score.Harmonic:0.00}, rhythm {plan.Score.Rhythmic:0.00}, spectrum {plan.Score.Spectral:0.00})"));
    }

    public static void Print(MashupVariant variant)
    {
        Print(variant.Plan);
        Terminal.Stdout.MarkupLine(FormattableString.Invariant(
            $"  finished: quality [bold]{variant.Quality.Overall:0}[/]/100, {variant.Loudness.IntegratedLufs:0.0} LUFS, {variant.Loudness.TruePeakDbtp:0.0} dBTP"));
        Terminal.Stdout.MarkupLine($"[green]✓[/] {Markup.Escape(variant.File)}");
    }

    public static void Print(IReadOnlyList<TrackMatch> matches)
    {
        foreach (var (rank, match) in matches.Index())
        {
            Terminal.Stdout.MarkupLine(FormattableString.Invariant($"{rank + 1,2}. [bold]{Markup.Escape(Path.GetFileName(match.File))}[/]  {match.Score:0}/100"));
            Print("its vocals over theirs", match.VocalsOverTheirs);
            Print("theirs over its band", match.TheirsOverBand);
        }
    }

    public static void Print(QualityReport report)
    {
        Terminal.Stdout.MarkupLine(FormattableString.Invariant(
            $"quality [bold]{report.Overall:0}[/]/100, {report.IntegratedLufs:0.0} LUFS, {report.TruePeakDbtp:0.0} dBTP"));
        foreach (var (name, value) in QualityDocument.Parts(report))
        {
            Terminal.Stdout.MarkupLine(FormattableString.Invariant($"  {name,-13}{value,4:0}  [grey]{new string('▇', (int)Math.Round(value / 5))}[/]"));
        }

        foreach (var remark in report.Remarks)
        {
            Terminal.Stdout.MarkupLine($"  [grey]•[/] {Markup.Escape(remark)}");
        }
    }

    private static void Print(string direction, DirectionMatch match)
    {
        Terminal.Stdout.MarkupLine(FormattableString.Invariant($"      {direction,-23}{match.Score,3:0}/100  {match.Bpm:0.0} BPM, {match.Semitones:+0;-0;0} semitones"));
        foreach (var reason in match.Reasons)
        {
            Terminal.Stdout.MarkupLine($"        [grey]{Markup.Escape(reason)}[/]");
        }
    }

    public static void PrintBench(IReadOnlyList<Commands.BenchRow> rows)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("stage").AddColumn(new TableColumn("seconds").RightAligned()).AddColumn(new TableColumn("× real time").RightAligned());
        foreach (var row in rows)
        {
            table.AddRow(row.Stage, FormattableString.Invariant($"{row.Seconds:0.00}"), FormattableString.Invariant($"{row.Times:0.0}"));
        }

        Terminal.Stdout.Write(table);
    }
}
