using Mashup.Sdk.Analysis;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Inspection;

/// <summary>The picture of an analysis over its song, from which a person sees at a glance whether it is right.</summary>
/// <remarks>
/// 1. The song runs in rows of equal length, at most 90 s each while 12 rows hold it: a bar is then wide enough for its chord.
/// 2. Every row shows sections, bar numbers, waveform, beats, energy, vocals and chords over one time axis.
/// 3. Below, close-ups of a few bars at the beginning, in the middle and at the end set the beats against the onsets: 20 ms are 3 pixels or more.
/// </remarks>
internal static class AnalysisPlot
{
    private const int Width = 1600;
    private const float Left = 92;
    private const float Right = 1568;
    private const float HeaderLeft = 28;
    private const float RowGap = 22;
    private const double RowSeconds = 90;
    private const int MostRows = 12;

    public static Scene Draw(string title, TrackAnalysis analysis, AudioBuffer audio, CancellationToken cancellationToken)
    {
        var duration = Math.Max(analysis.DurationSeconds, 0.01);
        var rows = Math.Clamp((int)Math.Ceiling(duration / RowSeconds), 1, MostRows);
        var windows = PlotCloseUp.Windows(analysis.Beats, duration);
        var height = PlotHeader.Height + rows * (PlotRow.Height + RowGap) + windows.Count * PlotCloseUp.Height + 8;
        var scene = new Scene(Width, (int)height, Color.White);
        PlotHeader.Draw(scene, title, analysis, HeaderLeft, Right);

        var axes = Enumerable.Range(0, rows).Select(r => new PlotAxis(duration * r / rows, r == rows - 1 ? duration + 1e-6 : duration * (r + 1) / rows, Left, Right - Left));
        var waves = axes.Select(axis => (Axis: axis, Columns: WaveformColumn.Of(audio, axis, cancellationToken))).ToArray();
        var peak = Math.Max(1e-3f, waves.Max(w => w.Columns.Max(c => Math.Max(c.High, -c.Low))));
        var y = PlotHeader.Height;
        foreach (var (axis, columns) in waves)
        {
            new PlotRow(scene, axis, y, analysis).Draw(columns, peak);
            y += PlotRow.Height + RowGap;
        }

        var closeUp = new PlotCloseUp(scene, analysis.Beats, audio);
        foreach (var (name, start, end) in windows)
        {
            closeUp.Draw(name, new PlotAxis(start, end, Left, Right - Left), y, cancellationToken);
            y += PlotCloseUp.Height;
        }

        return scene;
    }
}
