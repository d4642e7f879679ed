using System.Numerics;

namespace Mashup.Sdk.Drawing;

/// <summary>One thing in a picture. Lengths are pixels from the upper left corner.</summary>
/// <param name="Color">Its one colour.</param>
internal abstract record Shape(Color Color)
{
    /// <summary>What it stands for, one word; the class of its element in SVG.</summary>
    public string? Kind { get; init; }

    /// <summary>What a person reads who points at it in SVG.</summary>
    public string? Hint { get; init; }
}

/// <summary>Filled rectangles that do not overlap.</summary>
/// <param name="Boxes">X and Y of the upper left corner, Z width, W height.</param>
/// <param name="Radius">Radius of the corners.</param>
/// <param name="Color">Colour.</param>
internal sealed record BoxShape(IReadOnlyList<Vector4> Boxes, float Radius, Color Color) : Shape(Color);

/// <summary>A filled polygon.</summary>
/// <param name="Points">Its corners; the last is joined with the first.</param>
/// <param name="Color">Colour.</param>
internal sealed record AreaShape(IReadOnlyList<Vector2> Points, Color Color) : Shape(Color);

/// <summary>A line through points, with round ends.</summary>
/// <param name="Points">The points.</param>
/// <param name="Width">Width of the line.</param>
/// <param name="Color">Colour.</param>
internal sealed record LineShape(IReadOnlyList<Vector2> Points, float Width, Color Color) : Shape(Color);

/// <summary>One line of text.</summary>
/// <param name="Text">The text.</param>
/// <param name="At">A point on the baseline: its start, middle or end by <paramref name="Anchor"/>.</param>
/// <param name="Style">Size and weight.</param>
/// <param name="Anchor">Where in the text <paramref name="At"/> is: 0 the start, 0.5 the middle, 1 the end.</param>
/// <param name="Color">Colour.</param>
internal sealed record TextShape(string Text, Vector2 At, TextStyle Style, float Anchor, Color Color) : Shape(Color);

/// <summary>Size and weight of text.</summary>
/// <param name="Size">Pixels of the em square.</param>
/// <param name="Bold">Whether the strokes are heavy.</param>
internal readonly record struct TextStyle(float Size, bool Bold = false);
