using System.Numerics;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Tests.Drawing;

/// <summary>Areas that are known: what a shape darkens, summed over the pixels, is its area.</summary>
public sealed class CanvasTests
{
    private const int Size = 64;
    private static readonly Color Black = new(0, 0, 0);

    [Fact]
    public void Box_BetweenPixels_CoversItsArea() =>
        Assert.Equal(10.5 * 20.25, Covered(c => c.Box(new Vector4(5.25f, 7.5f, 10.5f, 20.25f), 0, Black)), 0.5);

    [Fact]
    public void Box_WithRoundCorners_LosesTheCornersOfTheCircle() =>
        Assert.Equal(40 * 30 - (4 - Math.PI) * 100, Covered(c => c.Box(new Vector4(10, 12, 40, 30), 10, Black)), 4.0);

    [Theory]
    [InlineData(3.0, 5.0, 50.5, 9.0, 20.0, 60.0)]
    [InlineData(-20.0, 10.0, 40.0, 3.0, 12.0, 61.25)]
    public void Area_Triangle_CoversItsArea(double x1, double y1, double x2, double y2, double x3, double y3)
    {
        // The second triangle reaches out on the left: what is inside is found by sampling.
        Vector2[] points = [new((float)x1, (float)y1), new((float)x2, (float)y2), new((float)x3, (float)y3)];
        var inside = 0;
        for (var y = 0; y < Size * 10; y++)
        {
            for (var x = 0; x < Size * 10; x++)
            {
                inside += Inside(new Vector2(x + 0.5f, y + 0.5f) / 10, points) ? 1 : 0;
            }
        }

        Assert.Equal(inside / 100.0, Covered(c => c.Area(points, Black)), inside / 100.0 * 0.01);
    }

    [Fact]
    public void Strokes_ThatCross_AreBlendedOnce()
    {
        var canvas = Blank();
        Vector2[] across = [new(10, 32), new(54, 32)], down = [new(32, 10), new(32, 54)];

        canvas.Strokes([across, down], 8, Black with { Alpha = 0.5f });

        Assert.Equal(127.5, canvas.Pixels[(32 * Size + 32) * 3], 1.0);
        Assert.Equal(canvas.Pixels[(32 * Size + 20) * 3], canvas.Pixels[(32 * Size + 32) * 3]);
    }

    [Fact]
    public void Anything_OutsideThePicture_LeavesItBlank()
    {
        var far = new Vector2(1e6f, -1e6f);

        Assert.Equal(0, Covered(c =>
        {
            c.Box(new Vector4(-50, -50, 20, 20), 4, Black);
            c.Area([far, far + Vector2.One, far - Vector2.UnitX], Black);
            c.Strokes([[far, far + Vector2.One]], 3, Black);
        }));
    }

    private static Canvas Blank()
    {
        var canvas = new Canvas(Size, Size);
        canvas.Box(new Vector4(0, 0, Size, Size), 0, Color.White);
        return canvas;
    }

    private static double Covered(Action<Canvas> draw)
    {
        var canvas = Blank();
        draw(canvas);
        return canvas.Pixels.Sum(p => 255 - p) / (255.0 * Canvas.Channels);
    }

    private static bool Inside(Vector2 p, Vector2[] t)
    {
        var signs = Enumerable.Range(0, 3).Select(i => Cross(t[(i + 1) % 3] - t[i], p - t[i]) > 0).Distinct();
        return signs.Count() == 1;
    }

    private static float Cross(Vector2 a, Vector2 b) => a.X * b.Y - a.Y * b.X;
}
