using System.Numerics;

namespace Mashup.Sdk.Drawing;

/// <summary>A picture as a list of shapes, painted in order. Writers turn it into SVG or pixels.</summary>
internal sealed class Scene(int width, int height, Color background)
{
    private readonly List<Shape> _shapes = [];

    public int Width => width;

    public int Height => height;

    public Color Background => background;

    public IReadOnlyList<Shape> Shapes => _shapes;

    public void Add(Shape shape) => _shapes.Add(shape);

    public void Box(float x, float y, float boxWidth, float boxHeight, Color color, float radius = 0, string? kind = null, string? hint = null) =>
        Add(new BoxShape([new Vector4(x, y, boxWidth, boxHeight)], radius, color) { Kind = kind, Hint = hint });

    public void Line(float x1, float y1, float x2, float y2, float lineWidth, Color color, string? kind = null) =>
        Add(new LineShape([new Vector2(x1, y1), new Vector2(x2, y2)], lineWidth, color) { Kind = kind });

    public void Text(string text, float x, float y, TextStyle style, Color color, float anchor = 0, string? kind = null) =>
        Add(new TextShape(text, new Vector2(x, y), style, anchor, color) { Kind = kind });
}
