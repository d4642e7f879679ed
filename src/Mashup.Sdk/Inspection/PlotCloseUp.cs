using System.Numerics;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Inspection;

/// <summary>A few bars so large that a beat beside its onset shows: waveform above, onset curve below, beats across both.</summary>
internal sealed class PlotCloseUp(Scene scene, BeatGrid grid, AudioBuffer audio)
{
    public const float Height = 138;

    private const int Bars = 4;
    private const double LongestSeconds = 11;
    private const double WithoutBeatsSeconds = 8;
    private const float NumberHeight = 16;
    private const float WaveHeight = 60;
    private const float OnsetHeight = 38;

    private static readonly TextStyle Small = new(11);

    /// <summary>Stretches worth a close look, from start to end: the first bars, the middle, the last; where there are no beats, the beginning.</summary>
    public static IReadOnlyList<(string Name, double Start, double End)> Windows(BeatGrid grid, double durationSeconds)
    {
        var downbeats = grid.Downbeats;
        if (downbeats.Count < 2)
        {
            return [("beginning", 0, Math.Min(Math.Max(durationSeconds, 0.01), WithoutBeatsSeconds))];
        }

        var bar = (downbeats[^1] - downbeats[0]) / (downbeats.Count - 1);
        var bars = Math.Clamp((int)(LongestSeconds / bar), 1, Bars);
        var last = Math.Max(0, downbeats.Count - 1 - bars);
        var margin = bar / grid.Meter / 2;
        (string Name, int First)[] places = [("beginning", 0), ("middle", last / 2), ("end", last)];
        return [.. places.Where((place, i) => place.First >= i * bars).Select(p => (p.Name, downbeats[p.First] - margin, downbeats[p.First] + bars * bar + margin))];
    }

    public void Draw(string name, PlotAxis axis, float top, CancellationToken cancellationToken)
    {
        var (waveTop, onsetTop) = (top + NumberHeight, top + NumberHeight + WaveHeight);
        var floor = onsetTop + OnsetHeight;
        scene.Box(axis.Left, waveTop, axis.Width, WaveHeight + OnsetHeight, PlotPalette.Lane);
        Beats(axis, waveTop, floor);
        var columns = WaveformColumn.Of(audio, axis, cancellationToken);
        PlotRow.Waveform(scene, columns, axis, waveTop + WaveHeight / 2, (WaveHeight / 2 - 2) / Math.Max(1e-3f, columns.Max(c => Math.Max(c.High, -c.Low))));
        Onsets(axis, floor, cancellationToken);
        scene.Line(axis.Left, floor, axis.Right, floor, 1, PlotPalette.Hairline);
        foreach (var time in axis.Ticks(80))
        {
            scene.Line(axis.X(time), floor, axis.X(time), floor + 4, 1, PlotPalette.Muted);
            scene.Text(PlotAxis.Clock(time), axis.X(time), floor + 15, Small, PlotPalette.Muted, 0.5f);
        }

        scene.Text(name, axis.Left - 10, waveTop - 4, new TextStyle(11, Bold: true), PlotPalette.Ink, 1);
        scene.Text("waveform", axis.Left - 10, waveTop + WaveHeight / 2 + 4, Small, PlotPalette.Muted, 1);
        scene.Text("onsets", axis.Left - 10, onsetTop + OnsetHeight / 2 + 4, Small, PlotPalette.Muted, 1);
    }

    private void Beats(PlotAxis axis, float waveTop, float floor)
    {
        foreach (var time in grid.Beats.Where(axis.Contains))
        {
            var downbeat = grid.Downbeats.Contains(time);
            var x = axis.X(time);
            scene.Line(x, waveTop - 3, x, floor, downbeat ? 2 : 1.1f, (downbeat ? PlotPalette.Downbeat : PlotPalette.Beat) with { Alpha = downbeat ? 0.75f : 0.7f }, "close-beat");
            if (downbeat)
            {
                var bar = grid.Downbeats.Index().First(d => d.Item == time).Index + 1;
                scene.Text(FormattableString.Invariant($"bar {bar}"), x + 4, waveTop - 4, new TextStyle(11, Bold: true), PlotPalette.Ink);
            }
        }
    }

    private void Onsets(PlotAxis axis, float floor, CancellationToken cancellationToken)
    {
        var curve = OnsetCurve.Of(audio, axis, cancellationToken);
        var points = curve.Select((value, i) => new Vector2(axis.Left + i + 0.5f, floor - value * (OnsetHeight - 3))).ToList();
        if (points.Count > 1)
        {
            scene.Add(new AreaShape([new Vector2(points[0].X, floor), .. points, new Vector2(points[^1].X, floor)], PlotPalette.Onset with { Alpha = 0.35f }));
            scene.Add(new LineShape(points, 1.2f, PlotPalette.Onset) { Kind = "onsets" });
        }
    }
}
