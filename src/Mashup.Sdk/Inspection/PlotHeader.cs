using Mashup.Sdk.Analysis;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Inspection;

/// <summary>The top of a plot: the song's name, what was found in numbers, and how to read the colours.</summary>
internal static class PlotHeader
{
    public const float Height = 122;

    private const float Gap = 44;
    private const string Minus = "−";

    private static readonly TextStyle Title = new(26, Bold: true);
    private static readonly TextStyle Caption = new(11);
    private static readonly TextStyle Value = new(18, Bold: true);

    public static void Draw(Scene scene, string title, TrackAnalysis analysis, float left, float right)
    {
        scene.Text(Fitting(title, right - left - 220), left, 42, Title, PlotPalette.Ink, kind: "title");
        Legend(scene, right);
        var x = left;
        foreach (var (caption, value, note) in Facts(analysis))
        {
            scene.Text(caption, x, 70, Caption, PlotPalette.Muted);
            scene.Text(value, x, 90, Value, PlotPalette.Ink, kind: "fact");
            scene.Text(note, x, 107, Caption, PlotPalette.Muted);
            x += Gap + Math.Max(VectorFont.Measure(value, Value), Math.Max(VectorFont.Measure(caption, Caption), VectorFont.Measure(note, Caption)));
        }
    }

    private static IEnumerable<(string Caption, string Value, string Note)> Facts(TrackAnalysis analysis)
    {
        var (beats, key, loudness) = (analysis.Beats, analysis.Key, analysis.Loudness);
        yield return ("length", PlotAxis.Clock(analysis.DurationSeconds), Signed($"{analysis.SampleRate / 1000.0:0.#} kHz"));
        yield return beats.Bpm > 0
            ? ("tempo", Signed($"{beats.Bpm:0.0} BPM"), Signed($"{100 * beats.Confidence:0} % sure"))
            : ("tempo", "no steady beat", Signed($"{100 * beats.Confidence:0} % sure of one"));
        yield return ("meter", beats.Bpm > 0 ? Signed($"{beats.Meter} / 4") : "–", $"{Count(beats.Downbeats.Count, "bar")}, {Count(beats.Beats.Count, "beat")}");
        yield return ("key", key.Key.ToString(), Signed($"Camelot {key.Key.Camelot}, {100 * key.Confidence:0} % sure"));
        yield return ("tuning", Signed($"{key.TuningHz:0.0} Hz"), Signed($"{1200 * Math.Log2(key.TuningHz / 440):+0;-0;0} cents"));
        yield return ("loudness", Signed($"{loudness.IntegratedLufs:0.0} LUFS"), Signed($"range {loudness.RangeLu:0.0} LU, peak {loudness.TruePeakDbtp:0.0} dBTP"));
        var sung = analysis.Vocals.Sum(v => v.End - v.Start) / Math.Max(analysis.DurationSeconds, 1e-9);
        yield return ("sung", Signed($"{100 * sung:0} %"), Count(analysis.Vocals.Count, "region"));
        yield return ("form", Count(analysis.Sections.Count, "section"), Signed($"{analysis.Sections.Select(s => s.Group).Distinct().Count()} different"));
    }

    private static void Legend(Scene scene, float right)
    {
        var x = right - VectorFont.Measure("treble", Caption);
        scene.Text("treble", right, 42, Caption, PlotPalette.Muted, 1);
        for (var tone = PlotPalette.Tones - 1; tone >= 0; tone--)
        {
            x -= 8;
            scene.Box(x - 6, 34, 8, 8, PlotPalette.Waveform(tone));
        }

        scene.Text("waveform: bass", x - 12, 42, Caption, PlotPalette.Muted, 1);
    }

    private static string Fitting(string text, float width)
    {
        var kept = text;
        while (kept.Length > 1 && VectorFont.Measure(kept == text ? kept : kept + "…", Title) > width)
        {
            kept = kept[..^1];
        }

        return kept == text ? text : kept + "…";
    }

    private static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Signed(FormattableString text) => FormattableString.Invariant(text).Replace("-", Minus, StringComparison.Ordinal);
}
