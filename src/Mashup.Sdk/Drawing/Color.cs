using System.Globalization;

namespace Mashup.Sdk.Drawing;

/// <summary>A colour of sRGB.</summary>
/// <param name="R">Red, 0 to 255.</param>
/// <param name="G">Green, 0 to 255.</param>
/// <param name="B">Blue, 0 to 255.</param>
/// <param name="Alpha">Opacity, 0 to 1.</param>
internal readonly record struct Color(byte R, byte G, byte B, float Alpha = 1)
{
    public static Color White { get; } = new(255, 255, 255);

    /// <summary>Parses <c>#rrggbb</c>.</summary>
    public static Color Parse(string hex)
    {
        var value = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Color((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    /// <summary>A colour of OKLCH, in which equal steps look equal (B. Ottosson, A perceptual color space for image processing, 2020).</summary>
    /// <param name="lightness">0 (black) to 1 (white).</param>
    /// <param name="chroma">0 (grey) to about 0.3.</param>
    /// <param name="hue">Angle on the colour circle, degrees: 30 is red, 110 yellow, 145 green, 265 blue.</param>
    public static Color FromOklch(double lightness, double chroma, double hue)
    {
        var (sin, cos) = Math.SinCos(hue * Math.PI / 180);
        var (a, b) = (chroma * cos, chroma * sin);
        var l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new Color(
            Encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    /// <summary>This colour, so far on the way to <paramref name="other"/>.</summary>
    public Color Towards(Color other, double fraction) => new(
        Between(R, other.R, fraction), Between(G, other.G, fraction), Between(B, other.B, fraction), (float)(Alpha + (other.Alpha - Alpha) * fraction));

    /// <summary><c>#rrggbb</c>; the opacity is not in it.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    private static byte Between(byte from, byte to, double fraction) => (byte)Math.Round(from + (to - from) * fraction);

    private static byte Encode(double linear) =>
        (byte)Math.Round(255 * (linear <= 0.0031308 ? 12.92 * Math.Max(0, linear) : 1.055 * Math.Pow(Math.Min(1, linear), 1 / 2.4) - 0.055));
}
