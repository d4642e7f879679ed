using System.Numerics;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Tests.Drawing;

public sealed class VectorFontTests
{
    // Advance widths of Arial per 1000, from its published metrics.
    [Theory]
    [InlineData("Hamburgefonts", 722 + 556 + 833 + 556 + 556 + 333 + 556 + 556 + 278 + 556 + 556 + 278 + 500)]
    [InlineData("0:15 4/4", 556 + 278 + 556 + 556 + 278 + 556 + 278 + 556)]
    [InlineData("Gbm", 778 + 556 + 833)]
    public void Measure_IsArialsWidth(string text, int thousandths) =>
        Assert.Equal(thousandths / 10.0, VectorFont.Measure(text, new TextStyle(100)), text.Length * 0.6);

    [Fact]
    public void Strokes_OfEveryPrintableCharacter_StayInItsRoom()
    {
        var printable = Enumerable.Range(33, 94).Select(c => ((char)c).ToString()).Append("×").Append("−").Append("é").Append("字");

        foreach (var text in printable)
        {
            var points = VectorFont.Strokes(new TextShape(text, Vector2.Zero, new TextStyle(100), 0, new Color(0, 0, 0))).SelectMany(s => s).ToArray();
            Assert.NotEmpty(points);
            Assert.All(points, p => Assert.True(p.X >= -1 && p.X <= VectorFont.Measure(text, new TextStyle(100)) + 1 && p.Y is >= -75 and <= 25, $"{text} reaches {p}"));
        }
    }

    [Fact]
    public void Strokes_AnchoredAtTheEnd_EndThere()
    {
        var shape = new TextShape("HH", new Vector2(50, 10), new TextStyle(20), 1, new Color(0, 0, 0));

        Assert.InRange(VectorFont.Strokes(shape).SelectMany(s => s).Max(p => p.X), 47, 50);
    }
}
