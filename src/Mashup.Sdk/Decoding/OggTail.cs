namespace Mashup.Sdk.Decoding;

/// <summary>Looks at the end of an Ogg file: its length is where its last page says, so a file that was cut seems merely shorter.</summary>
/// <remarks>Source: RFC 3533 §6: a page is a header of 27 bytes, up to 255 segment lengths, and that many bytes.</remarks>
internal static class OggTail
{
    private const int HeaderBytes = 27;
    private const int LongestPage = HeaderBytes + 255 + 255 * 255;

    /// <summary>Whether the last page is missing bytes.</summary>
    /// <param name="path">An Ogg file.</param>
    public static bool IsCut(string path)
    {
        using var stream = File.OpenRead(path);
        stream.Position = Math.Max(0, stream.Length - 2 * LongestPage);
        var tail = new byte[stream.Length - stream.Position];
        stream.ReadExactly(tail);

        var at = tail.AsSpan().LastIndexOf("OggS\0"u8);
        var page = at < 0 ? [] : tail.AsSpan(at);
        if (page.Length < HeaderBytes || page.Length < HeaderBytes + page[26])
        {
            return true;
        }

        var bytes = 0;
        foreach (var segment in page.Slice(HeaderBytes, page[26]))
        {
            bytes += segment;
        }

        return page.Length < HeaderBytes + page[26] + bytes;
    }
}
