using System.Globalization;
using System.Numerics;

namespace Mashup.Sdk.Drawing;

/// <summary>A font of single strokes: pictures need no fonts of the machine.</summary>
/// <remarks>
/// 1. Glyphs are drawn for this library on an em of 100, y upwards, capitals 72 high; their advance widths are Arial's, so that text set by either takes the same room.
/// 2. A glyph is a list of commands: <c>M x y</c> lifts the pen, <c>L x y …</c> draws lines, <c>A cx cy rx ry from to</c> draws an arc of an ellipse
///    between two angles (degrees, anticlockwise from the right), joined to what was drawn before unless it stands first.
/// </remarks>
internal static class VectorFont
{
    private const float Em = 100;
    private const float StepDegrees = 15;
    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿßŁłŚśŠšŽžŻżČčĆćĘęĄąŃńŘřĞğİıŞş‘’“”„";
    private const string Plain = "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyysLlSsSsZzZzCcCcEeAaNnRrGgIiSs''\"\"\"";

    private static readonly Dictionary<char, Glyph> Glyphs = VectorGlyphs.Table.Split('\n').ToDictionary(line => line[0], line => Parse(line[1..]));

    /// <summary>Width of the strokes, pixels.</summary>
    public static float StrokeWidth(TextStyle style) => Math.Max(1.1f, style.Size * (style.Bold ? 0.135f : 0.088f));

    /// <summary>Width of a text, pixels.</summary>
    public static float Measure(string text, TextStyle style) => text.Sum(c => Find(c).Advance) * style.Size / Em;

    /// <summary>The text without the characters that this font does not have.</summary>
    public static string Drawable(string text) => string.Concat(text.Where(c => c != VectorGlyphs.Unknown && Find(c) != Glyphs[VectorGlyphs.Unknown]));

    /// <summary>The strokes of a text in pixels.</summary>
    public static List<IReadOnlyList<Vector2>> Strokes(TextShape text)
    {
        var scale = new Vector2(text.Style.Size, -text.Style.Size) / Em;
        var x = text.At.X - text.Anchor * Measure(text.Text, text.Style);
        var strokes = new List<IReadOnlyList<Vector2>>();
        foreach (var c in text.Text)
        {
            var glyph = Find(c);
            strokes.AddRange(glyph.Strokes.Select(s => (IReadOnlyList<Vector2>)[.. s.Select(p => p * scale + new Vector2(x, text.At.Y))]));
            x += glyph.Advance * scale.X;
        }

        return strokes;
    }

    private static Glyph Find(char c)
    {
        var index = Accented.IndexOf(c, StringComparison.Ordinal);
        return Glyphs.GetValueOrDefault(index < 0 ? c : Plain[index]) ?? Glyphs[VectorGlyphs.Unknown];
    }

    private static Glyph Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var strokes = new List<List<Vector2>>();
        for (var i = 1; i < words.Length;)
        {
            var numbers = words.Skip(i + 1).TakeWhile(w => w is not ("M" or "L" or "A")).Select(w => float.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            if (words[i] == "M" || strokes.Count == 0)
            {
                strokes.Add([]);
            }

            strokes[^1].AddRange(words[i] == "A" ? Arc(numbers) : numbers.Chunk(2).Select(p => new Vector2(p[0], p[1])));
            i += numbers.Length + 1;
        }

        return new Glyph(float.Parse(words[0], CultureInfo.InvariantCulture), strokes);
    }

    private static IEnumerable<Vector2> Arc(float[] a)
    {
        var steps = Math.Max(1, (int)MathF.Ceiling(Math.Abs(a[5] - a[4]) / StepDegrees));
        return Enumerable.Range(0, steps + 1).Select(i => float.DegreesToRadians(a[4] + (a[5] - a[4]) * i / steps))
            .Select(angle => new Vector2(a[0] + a[2] * MathF.Cos(angle), a[1] + a[3] * MathF.Sin(angle)));
    }

    private sealed record Glyph(float Advance, IReadOnlyList<List<Vector2>> Strokes);
}
