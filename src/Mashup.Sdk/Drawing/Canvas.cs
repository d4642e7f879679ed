using System.Numerics;

namespace Mashup.Sdk.Drawing;

/// <summary>Pixels, and the three ways to fill them: boxes, areas and strokes, each with smooth edges.</summary>
/// <remarks>
/// 1. A shape's coverage of every pixel near it, 0 to 1, is collected first; then its colour is blended over the pixels once, so that parts of a shape that
///    overlap do not show.
/// 2. Boxes: the exact area for square corners, the signed distance for round ones. Strokes: the distance to the nearest segment.
/// 3. Areas: signed areas accumulated along scan lines (R. Levien, font-rs, "Inside the fastest font renderer in the world", 2016).
/// </remarks>
internal sealed class Canvas(int width, int height)
{
    public const int Channels = 3;

    private readonly float[] _coverage = new float[width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Red, green, blue; rows from the top.</summary>
    public byte[] Pixels { get; } = new byte[width * height * Channels];

    /// <summary>Paints a scene.</summary>
    public static Canvas Of(Scene scene)
    {
        var canvas = new Canvas(scene.Width, scene.Height);
        canvas.Box(new Vector4(0, 0, scene.Width, scene.Height), 0, scene.Background);
        foreach (var shape in scene.Shapes)
        {
            switch (shape)
            {
                case BoxShape boxes:
                    foreach (var box in boxes.Boxes)
                    {
                        canvas.Box(box, boxes.Radius, boxes.Color);
                    }

                    break;
                case AreaShape area:
                    canvas.Area(area.Points, area.Color);
                    break;
                case LineShape line:
                    canvas.Strokes([line.Points], line.Width, line.Color);
                    break;
                case TextShape text:
                    canvas.Strokes(VectorFont.Strokes(text), VectorFont.StrokeWidth(text.Style), text.Color);
                    break;
            }
        }

        return canvas;
    }

    public void Box(Vector4 box, float radius, Color color)
    {
        var (left, top, right, bottom) = Pixel(box.X, box.Y, box.X + box.Z, box.Y + box.W);
        var half = new Vector2(box.Z, box.W) / 2;
        var center = new Vector2(box.X, box.Y) + half;
        radius = Math.Min(radius, Math.Min(half.X, half.Y));
        for (var y = top; y < bottom; y++)
        {
            var rows = Overlap(y, box.Y, box.Y + box.W);
            for (var x = left; x < right; x++)
            {
                var inside = Vector2.Abs(new Vector2(x + 0.5f, y + 0.5f) - center) - half + new Vector2(radius);
                var rounded = radius > 0 && inside is { X: > -1, Y: > -1 };
                Cover(x, y, rounded ? radius + 0.5f - Vector2.Max(inside, Vector2.Zero).Length() : rows * Overlap(x, box.X, box.X + box.Z));
            }
        }

        Blend(left, top, right, bottom, color);
    }

    public void Area(IReadOnlyList<Vector2> points, Color color)
    {
        var (left, top, right, bottom) = Pixel(points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));
        var line = new float[Math.Max(0, right - left) + 2];
        for (var y = top; y < bottom; y++)
        {
            Array.Clear(line);
            for (var i = 0; i < points.Count; i++)
            {
                Accumulate(line, points[i] - new Vector2(left, y), points[(i + 1) % points.Count] - new Vector2(left, y));
            }

            var sum = 0f;
            for (var x = left; x < right; x++)
            {
                sum += line[x - left];
                Cover(x, y, Math.Abs(sum));
            }
        }

        Blend(left, top, right, bottom, color);
    }

    public void Strokes(IReadOnlyList<IReadOnlyList<Vector2>> strokes, float strokeWidth, Color color)
    {
        var (left, top, right, bottom) = (width, height, 0, 0);
        foreach (var stroke in strokes)
        {
            for (var i = 0; i < stroke.Count; i++)
            {
                var (from, to) = (stroke[i], stroke[Math.Min(i + 1, stroke.Count - 1)]);
                var (low, high) = (Vector2.Min(from, to) - new Vector2(strokeWidth), Vector2.Max(from, to) + new Vector2(strokeWidth));
                var part = Pixel(low.X, low.Y, high.X, high.Y);
                Segment(from, to, strokeWidth / 2, part);
                (left, top, right, bottom) = (Math.Min(left, part.Left), Math.Min(top, part.Top), Math.Max(right, part.Right), Math.Max(bottom, part.Bottom));
            }
        }

        Blend(left, top, right, bottom, color);
    }

    private void Segment(Vector2 from, Vector2 to, float radius, (int Left, int Top, int Right, int Bottom) part)
    {
        var along = to - from;
        var scale = 1 / Math.Max(along.LengthSquared(), 1e-9f);
        for (var y = part.Top; y < part.Bottom; y++)
        {
            for (var x = part.Left; x < part.Right; x++)
            {
                var offset = new Vector2(x + 0.5f, y + 0.5f) - from;
                var nearest = Math.Clamp(Vector2.Dot(offset, along) * scale, 0, 1);
                Cover(x, y, Math.Min(2 * radius, radius + 0.5f - (offset - nearest * along).Length()));
            }
        }
    }

    // The part of an edge within this row: it turns the pixels right of it on (or off), the ones it crosses by the area right of it.
    private static void Accumulate(float[] line, Vector2 from, Vector2 to)
    {
        var direction = from.Y < to.Y ? 1f : -1f;
        var (upper, lower) = from.Y < to.Y ? (from, to) : (to, from);
        if (lower.Y <= 0 || upper.Y >= 1 || upper.Y == lower.Y)
        {
            return;
        }

        var slope = (lower.X - upper.X) / (lower.Y - upper.Y);
        var (y0, y1) = (Math.Max(0, upper.Y), Math.Min(1, lower.Y));
        var (x0, x1) = (upper.X + slope * (y0 - upper.Y), upper.X + slope * (y1 - upper.Y));
        var (left, right) = (Math.Clamp(Math.Min(x0, x1), 0, line.Length - 2), Math.Clamp(Math.Max(x0, x1), 0, line.Length - 2));
        var height = direction * (y1 - y0);
        var before = 0f;
        for (var x = (int)left; x <= (int)right; x++)
        {
            var (a, b) = (Math.Max(left, x), Math.Min(right, x + 1));
            var share = right > left ? Math.Max(0, b - a) / (right - left) : 1;
            var covered = before + share * (x + 1 - (a + b) / 2);
            line[x] += height * (covered - before);
            line[x + 1] += height * (before + share - covered);
            before += share;
        }
    }

    private (int Left, int Top, int Right, int Bottom) Pixel(float left, float top, float right, float bottom) => (
        Math.Clamp((int)MathF.Floor(left), 0, width), Math.Clamp((int)MathF.Floor(top), 0, height),
        Math.Clamp((int)MathF.Ceiling(right), 0, width), Math.Clamp((int)MathF.Ceiling(bottom), 0, height));

    private static float Overlap(int pixel, float from, float to) => Math.Clamp(Math.Min(pixel + 1, to) - Math.Max(pixel, from), 0, 1);

    private void Cover(int x, int y, float coverage)
    {
        ref var pixel = ref _coverage[y * width + x];
        pixel = Math.Max(pixel, Math.Min(1, coverage));
    }

    private void Blend(int left, int top, int right, int bottom, Color color)
    {
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                ref var coverage = ref _coverage[y * width + x];
                if (coverage > 0)
                {
                    var pixel = Pixels.AsSpan((y * width + x) * Channels, Channels);
                    var opacity = coverage * color.Alpha;
                    pixel[0] = (byte)(pixel[0] + (color.R - pixel[0]) * opacity + 0.5f);
                    pixel[1] = (byte)(pixel[1] + (color.G - pixel[1]) * opacity + 0.5f);
                    pixel[2] = (byte)(pixel[2] + (color.B - pixel[2]) * opacity + 0.5f);
                    coverage = 0;
                }
            }
        }
    }
}
