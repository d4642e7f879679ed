using System.Numerics;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Inspection;

/// <summary>One row of a plot: a stretch of the song with its sections, waveform, beats, energy, vocals and chords above a time axis.</summary>
internal sealed class PlotRow(Scene scene, PlotAxis axis, float top, TrackAnalysis analysis)
{
    public const float Height = SectionHeight + BarHeight + WaveHeight + BeatHeight + EnergyHeight + VocalHeight + ChordHeight + ClockHeight;

    private const float SectionHeight = 22;
    private const float BarHeight = 16;
    private const float WaveHeight = 92;
    private const float BeatHeight = 12;
    private const float EnergyHeight = 34;
    private const float VocalHeight = 18;
    private const float ChordHeight = 26;
    private const float ClockHeight = 20;
    private const float BarNumberRoom = 30;
    private const float ClockRoom = 64;

    private static readonly TextStyle Small = new(11);
    private static readonly TextStyle Name = new(12);

    private float WaveTop => top + SectionHeight + BarHeight;

    private float BeatTop => WaveTop + WaveHeight;

    private float EnergyTop => BeatTop + BeatHeight;

    private float VocalTop => EnergyTop + EnergyHeight;

    private float ChordTop => VocalTop + VocalHeight;

    private float ClockTop => ChordTop + ChordHeight;

    public void Draw(IReadOnlyList<WaveformColumn> columns, float peak)
    {
        scene.Box(axis.Left, WaveTop, axis.Width, WaveHeight, PlotPalette.Lane);
        scene.Box(axis.Left, EnergyTop + 3, axis.Width, EnergyHeight - 6, PlotPalette.Lane);
        scene.Box(axis.Left, VocalTop + 2, axis.Width, VocalHeight - 4, PlotPalette.Lane);
        Sections();
        Bars();
        Waveform(scene, columns, axis, WaveTop + WaveHeight / 2, (WaveHeight / 2 - 2) / peak);
        Beats();
        Energy();
        Vocals();
        Chords();
        Clock();
        Names();
    }

    /// <summary>Peaks pale and RMS dark around a middle line, coloured from bass to treble.</summary>
    public static void Waveform(Scene scene, IReadOnlyList<WaveformColumn> columns, PlotAxis axis, float middle, float scale)
    {
        var tones = columns.Index().GroupBy(c => (int)Math.Round(Math.Clamp(c.Item.Brightness * 1.7 - 0.35, 0, 1) * (PlotPalette.Tones - 1))).OrderBy(g => g.Key).ToArray();
        foreach (var tone in tones)
        {
            var peaks = tone.Select(c => new Vector4(axis.Left + c.Index, middle - c.Item.High * scale, 1, Math.Max(0.5f, (c.Item.High - c.Item.Low) * scale)));
            scene.Add(new BoxShape([.. peaks], 0, PlotPalette.Waveform(tone.Key) with { Alpha = 0.42f }) { Kind = "peak" });
        }

        foreach (var tone in tones)
        {
            var bodies = tone.Where(c => c.Item.Rms * scale > 0.25f).Select(c => new Vector4(axis.Left + c.Index, middle - c.Item.Rms * scale, 1, 2 * c.Item.Rms * scale));
            scene.Add(new BoxShape([.. bodies], 0, PlotPalette.Waveform(tone.Key)) { Kind = "rms" });
        }
    }

    private void Sections()
    {
        foreach (var section in analysis.Sections.Where(s => axis.Touches(s.Start, s.End)))
        {
            var (from, to) = (axis.X(section.Start), axis.X(section.End));
            var color = PlotPalette.Section(section.Label);
            var hint = $"{Word(section)}, {PlotAxis.Clock(section.Start)} to {PlotAxis.Clock(section.End)}";
            scene.Box(from, top, Math.Max(1, to - from - 1.5f), SectionHeight, color, 3, section.Start >= axis.Start ? "section" : "section-continued", hint);
            scene.Box(from, WaveTop, to - from, WaveHeight, color with { Alpha = 0.16f });
            string[] texts = [$"{Word(section)} {Letter(section.Group)}", Word(section), Word(section)[..1].ToUpperInvariant()];
            if (texts.FirstOrDefault(t => VectorFont.Measure(t, Name) < to - from - 10) is { } text)
            {
                scene.Text(text, from + 6, top + 15.5f, Name, PlotPalette.Ink, kind: "section-label");
            }
        }
    }

    private void Bars()
    {
        var downbeats = analysis.Beats.Downbeats;
        var every = BarsPerNumber();
        foreach (var (bar, time) in downbeats.Index().Where(d => axis.Contains(d.Item)))
        {
            var x = axis.X(time);
            var numbered = bar % every == 0;
            scene.Line(x, WaveTop - (numbered ? 5 : 2), x, BeatTop + 8, 1.1f, PlotPalette.Downbeat with { Alpha = numbered ? 0.55f : 0.28f }, "downbeat");
            if (numbered && x < axis.Right - 16)
            {
                scene.Text(FormattableString.Invariant($"{bar + 1}"), x + 3, WaveTop - 3.5f, Small, PlotPalette.Muted, kind: "bar-number");
            }
        }
    }

    private void Beats()
    {
        foreach (var time in analysis.Beats.Beats.Where(axis.Contains))
        {
            scene.Line(axis.X(time), BeatTop + 3, axis.X(time), BeatTop + 8, 1.3f, PlotPalette.Beat, "beat");
        }
    }

    private void Energy()
    {
        var (values, hop) = (analysis.Energy.Values, analysis.Energy.HopSeconds);
        var floor = EnergyTop + EnergyHeight - 3;
        var points = values.Index().Where(v => v.Index * hop >= axis.Start - hop && v.Index * hop <= axis.End + hop)
            .Select(v => new Vector2(axis.X(v.Index * hop), floor - (float)Math.Clamp(v.Item, 0, 1) * (EnergyHeight - 6))).ToList();
        if (points.Count > 1)
        {
            scene.Add(new AreaShape([new Vector2(points[0].X, floor), .. points, new Vector2(points[^1].X, floor)], PlotPalette.Energy with { Alpha = 0.3f }));
            scene.Add(new LineShape(points, 1.4f, PlotPalette.Energy) { Kind = "energy" });
        }
    }

    private void Vocals()
    {
        foreach (var region in analysis.Vocals.Where(v => axis.Touches(v.Start, v.End)))
        {
            var (from, to) = (axis.X(region.Start), axis.X(region.End));
            var hint = $"vocals, {PlotAxis.Clock(region.Start)} to {PlotAxis.Clock(region.End)}";
            scene.Box(from, VocalTop + 2, Math.Max(1, to - from), VocalHeight - 4, PlotPalette.Vocals, 4, region.Start >= axis.Start ? "vocals" : "vocals-continued", hint);
        }
    }

    private void Chords()
    {
        foreach (var chord in analysis.Chords.Where(c => axis.Touches(c.Start, c.End)))
        {
            var (from, to) = (axis.X(chord.Start), axis.X(chord.End));
            var hint = $"{chord.Label}, {PlotAxis.Clock(chord.Start)} to {PlotAxis.Clock(chord.End)}";
            scene.Box(from, ChordTop + 2, Math.Max(0.7f, to - from - 1), ChordHeight - 4, PlotPalette.Chord(chord.Label), 2, chord.Start >= axis.Start ? "chord" : "chord-continued", hint);
            var text = Short(chord.Label);
            TextStyle[] styles = [new(12.5f), new(10.5f), new(9)];
            if (text.Length > 0 && Array.Find(styles, s => VectorFont.Measure(text, s) < to - from - 2) is { Size: > 0 } style)
            {
                scene.Text(text, (from + to - 1) / 2, ChordTop + ChordHeight / 2 + style.Size * 0.36f, style, PlotPalette.Ink, 0.5f, "chord-label");
            }
        }
    }

    private void Clock()
    {
        scene.Line(axis.Left, ClockTop + 1, axis.Right, ClockTop + 1, 1, PlotPalette.Hairline);
        foreach (var time in axis.Ticks(ClockRoom))
        {
            scene.Line(axis.X(time), ClockTop + 1, axis.X(time), ClockTop + 5, 1, PlotPalette.Muted);
            scene.Text(PlotAxis.Clock(time), axis.X(time), ClockTop + 16, Small, PlotPalette.Muted, 0.5f);
        }
    }

    private void Names()
    {
        (string Text, float Middle)[] names =
        [
            ("sections", top + SectionHeight / 2), ("bars", WaveTop - BarHeight / 2), ("waveform", WaveTop + WaveHeight / 2), ("beats", BeatTop + BeatHeight / 2),
            ("energy", EnergyTop + EnergyHeight / 2), ("vocals", VocalTop + VocalHeight / 2), ("chords", ChordTop + ChordHeight / 2),
        ];
        foreach (var (text, middle) in names)
        {
            scene.Text(text, axis.Left - 10, middle + 4, Small, PlotPalette.Muted, 1);
        }
    }

    private int BarsPerNumber()
    {
        var downbeats = analysis.Beats.Downbeats;
        var bar = downbeats.Count > 1 ? (downbeats[^1] - downbeats[0]) / (downbeats.Count - 1) : axis.End - axis.Start;
        var every = 1;
        while (every * bar / axis.SecondsPerPixel < BarNumberRoom)
        {
            every *= 2;
        }

        return every;
    }

    private static string Word(Section section) => section.Label.ToString().ToLowerInvariant();

    private static string Letter(int group) => group is >= 0 and < 26 ? ((char)('A' + group)).ToString() : FormattableString.Invariant($"{group + 1}");

    private static string Short(string label) => label.Split(':') switch
    {
        [var root, "maj"] => root,
        [var root, "min"] => root + "m",
        [var root, var quality] => root + quality,
        _ => "",
    };
}
