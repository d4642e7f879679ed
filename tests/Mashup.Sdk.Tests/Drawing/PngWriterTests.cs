using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using Mashup.Sdk.Drawing;

namespace Mashup.Sdk.Tests.Drawing;

public sealed class PngWriterTests
{
    [Fact]
    public void Write_GivesBackThePixels()
    {
        var canvas = new Canvas(31, 17);
        canvas.Box(new Vector4(0, 0, 31, 17), 0, Color.White);
        canvas.Box(new Vector4(3.5f, 2.25f, 20, 9), 4, Color.Parse("#d55e00"));

        var png = PngWriter.Write(canvas);

        Assert.Equal((31, 17), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        var size = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, size), CompressionMode.Decompress);
        var pixels = new List<byte>();
        var (line, above) = (new byte[1 + 31 * 3], new byte[1 + 31 * 3]);
        for (var y = 0; y < 17; y++, above = [.. line])
        {
            zlib.ReadExactly(line);
            for (var i = 1; i < line.Length; i++)
            {
                line[i] += above[i];
            }

            pixels.AddRange(line[1..]);
        }

        Assert.Equal(canvas.Pixels, pixels);
    }
}
