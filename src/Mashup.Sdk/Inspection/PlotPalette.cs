using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Inspection;

/// <summary>The colours of an analysis plot, told apart by lightness too where they carry meaning.</summary>
internal static class PlotPalette
{
    /// <summary>Steps of <see cref="Waveform"/>.</summary>
    public const int Tones = 12;

    public static Color Ink { get; } = Color.Parse("#1f2733");

    public static Color Muted { get; } = Color.Parse("#66717f");

    public static Color Hairline { get; } = Color.Parse("#dfe4ea");

    public static Color Lane { get; } = Color.Parse("#f5f7f9");

    public static Color Beat { get; } = Color.Parse("#0072b2");

    public static Color Downbeat { get; } = Color.Parse("#1f2733");

    public static Color Energy { get; } = Color.Parse("#e69f00");

    public static Color Onset { get; } = Color.Parse("#d55e00");

    public static Color Vocals { get; } = Color.Parse("#cc4f8c");

    /// <summary>From bass (violet, dark) to treble (green, light), like the viridis map.</summary>
    public static Color Waveform(int tone)
    {
        var t = (double)tone / (Tones - 1);
        return Color.FromOklch(0.38 + 0.36 * t, 0.14, 295 - 145 * t);
    }

    public static Color Section(SectionLabel label) => Color.Parse(label switch
    {
        SectionLabel.Intro => "#c3ccd6",
        SectionLabel.Verse => "#8cc6ec",
        SectionLabel.Chorus => "#f5a86b",
        SectionLabel.Bridge => "#c7a8e0",
        SectionLabel.Break => "#f2df7c",
        SectionLabel.Instrumental => "#93d3b2",
        _ => "#a9b4c0",
    });

    /// <summary>Roots in the order of fifths around the colour circle, so that related chords look related; minor is darker, no chord grey.</summary>
    public static Color Chord(string label)
    {
        var parts = label.Split(':');
        if (parts is not [var root, var quality])
        {
            return Hairline;
        }

        var hue = MusicalKey.ParseTonic(root) * 7 % 12 * 30 + 30;
        return quality.StartsWith("min", StringComparison.Ordinal) ? Color.FromOklch(0.74, 0.095, hue) : Color.FromOklch(0.87, 0.095, hue);
    }
}
