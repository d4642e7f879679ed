using System.Xml.Linq;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;
using Mashup.Sdk.Inspection;

namespace Mashup.Sdk.Tests.Inspection;

public sealed class AnalysisPlotTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(61.0)]
    [InlineData(900.0)]
    public void Draw_AnyLength_ShowsEveryBeatSectionChordAndRegionOnce(double seconds)
    {
        var analysis = Steady(seconds);

        var svg = Svg(AnalysisPlot.Draw("a.wav", analysis, new AudioBuffer(200, 2, (int)(200 * seconds)), default));

        Assert.Equal(analysis.Beats.Beats.Count, Count(svg, "beat"));
        Assert.Equal(analysis.Beats.Downbeats.Count, Count(svg, "downbeat"));
        Assert.Equal(analysis.Sections.Count, Count(svg, "section"));
        Assert.Equal(analysis.Chords.Count, Count(svg, "chord"));
        Assert.Equal(analysis.Vocals.Count, Count(svg, "vocals"));
    }

    [Fact]
    public void Draw_SamplesThatAreNotFinite_ShowAsSilence()
    {
        var audio = new AudioBuffer(8000, 1, 16000);
        audio.Channel(0).Fill(float.NaN);

        var pixels = Canvas.Of(AnalysisPlot.Draw("nan.wav", Steady(2), audio, default));

        Assert.Equal(1600, pixels.Width);
    }

    [Fact]
    public void Draw_NameThatXmlMayNotHold_IsStillXml()
    {
        var svg = Svg(AnalysisPlot.Draw("<b>&\u0001\uD800 ]]>.wav", Steady(3), new AudioBuffer(200, 1, 600), default));

        Assert.Contains(svg.Descendants(), e => (string?)e.Attribute("class") == "title" && e.Value.Contains("<b>& ]]>.wav", StringComparison.Ordinal));
    }

    [Fact]
    public void CloseUps_BeatBesideItsOnset_IsOnTheLineWhereItSounds()
    {
        // A click at 1.000 s: the strongest onset is drawn within 2 ms of it.
        var audio = new AudioBuffer(44100, 1, 2 * 44100);
        audio.Channel(0)[44100] = 1;
        var axis = new PlotAxis(0, 2, 0, 2000);

        var curve = OnsetCurve.Of(audio, axis, default);

        Assert.Equal(1000, Array.IndexOf(curve, curve.Max()), 6.0);
    }

    private static TrackAnalysis Steady(double seconds)
    {
        var beats = Enumerable.Range(0, (int)(seconds * 2)).Select(i => i * 0.5).ToArray();
        var thirds = Enumerable.Range(0, 3).Select(i => (Start: i * seconds / 3, End: (i + 1) * seconds / 3)).ToArray();
        string[] labels = ["C:maj", "F#:min", "N"];
        return new TrackAnalysis
        {
            DurationSeconds = seconds,
            SampleRate = 200,
            Beats = new BeatGrid(beats.Length > 0 ? 120 : 0, 0.9, 4, beats, [.. beats.Where((_, i) => i % 4 == 0)]),
            Key = new KeyEstimate(new MusicalKey(9, Mode.Minor), 0.8, new MusicalKey(0, Mode.Major), 440),
            Chords = seconds > 0 ? [.. thirds.Zip(labels, (t, label) => new ChordSegment(t.Start, t.End, label))] : [],
            Sections = seconds > 0 ? [.. thirds.Select((t, i) => new Section(t.Start, t.End, (SectionLabel)(2 * i), 0.5, i))] : [],
            Vocals = seconds > 0 ? [new VocalRegion(thirds[1].Start, thirds[1].End)] : [],
            Energy = new EnergyCurve(0.5, [.. beats.Select(b => b / seconds)]),
            Loudness = new LoudnessMeasurement(-12, 5, -9, -10, -1),
            BeatFeatures = BeatFeatures.Empty,
        };
    }

    private static XElement Svg(Scene scene) => XElement.Load(new MemoryStream(SvgWriter.Write(scene)));

    private static int Count(XElement svg, string kind) => svg.Descendants().Count(e => (string?)e.Attribute("class") == kind);
}
