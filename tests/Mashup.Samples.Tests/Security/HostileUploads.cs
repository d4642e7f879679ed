using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Security;

/// <summary>Uploads that no honest user sends: contents and names.</summary>
internal static class HostileUploads
{
    /// <summary>Files that are something else than they say, or too much, or too little.</summary>
    public static IEnumerable<(string What, byte[] Content)> Contents()
    {
        foreach (var (what, text) in Texts())
        {
            yield return (what, Encoding.UTF8.GetBytes(text));
            yield return (what + " behind an ID3 tag", [.. "ID3\x03\0\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(text)]);
        }

        yield return ("nothing", []);
        yield return ("one byte", [0xFF]);
        yield return ("zeros", new byte[5000]);
        yield return ("noise", Noise(20_000));
        yield return ("noise behind an MP3 sync", [0xFF, 0xFB, 0x90, 0x64, .. Noise(20_000)]);
        yield return ("noise behind FLAC", [.. "fLaC"u8, .. Noise(20_000)]);
        yield return ("noise behind Ogg", [.. "OggS\0"u8, .. Noise(20_000)]);
        yield return ("noise behind M4A", [0, 0, 0, 32, .. "ftypM4A "u8, .. Noise(20_000)]);
        yield return ("a program", [0x7F, .. "ELF"u8, .. Noise(2000)]);
        yield return ("a picture", [0x89, .. "PNG\r\n"u8, .. Noise(2000)]);
        yield return ("a ZIP", Zip());
        yield return ("a ZIP behind WAV", [.. Tones.Wav(0.1), .. Zip()]);
        yield return ("a WAV in a ZIP", Zip());
        yield return ("a gzip bomb", Gzip());
        yield return ("a gzip bomb behind an ID3 tag", [.. "ID3\x03\0\0\0\0\0\0"u8, .. Gzip()]);
        yield return ("an ID3 tag of 256 MB", [.. "ID3\x03\0\0\x7F\x7F\x7F\x7F"u8, .. Noise(2000)]);
        yield return ("RIFF without WAVE", [.. "RIFF\x10\0\0\0AVI LIST"u8, .. Noise(2000)]);
        yield return ("a WAV header alone", Tones.Wav(1)[..44]);
        yield return ("a WAV cut in its header", Tones.Wav(1)[..30]);
        yield return ("a WAV of no length", Tones.Wav(0));
        yield return ("a WAV that claims 4 GB", Changed(Tones.Wav(1), 40, uint.MaxValue));
        yield return ("a WAV that claims a RIFF of 4 GB", Changed(Changed(Tones.Wav(0.5), 4, uint.MaxValue), 40, 0xFFFFFFF0));
        yield return ("a WAV of no channels", Changed(Tones.Wav(1), 22, 0));
        yield return ("a WAV of 65535 channels", Changed(Tones.Wav(1), 22, 0xFFFF));
        yield return ("a WAV of no rate", Changed(Tones.Wav(1), 24, 0));
        yield return ("a WAV of 4 GHz", Changed(Tones.Wav(1), 24, uint.MaxValue));
        yield return ("a WAV of an unknown coding", Changed(Tones.Wav(1), 20, 0x00017A21));
        yield return ("a WAV whose format never ends", Changed(Tones.Wav(1), 16, 0x7FFFFFFF));
        yield return ("an Ogg page that claims all", [.. "OggS\0"u8, 2, .. new byte[20], 255, .. Enumerable.Repeat((byte)255, 255), .. Noise(500)]);
        yield return ("an M4A of nested boxes", Nested());
        yield return ("an M4A that refers outside", [0, 0, 0, 16, .. "ftypM4A \0\0\0\0"u8, .. DataReference("file:///etc/passwd")]);
    }

    /// <summary>Names that mean something to a shell, a file system, a header or a page.</summary>
    public static IEnumerable<string> Names() =>
    [
        "../../../../etc/passwd", "..\\..\\windows\\system32\\config", "/etc/shadow", "C:\\boot.ini", "a;touch hacked;.wav", "$(touch hacked).wav", "`touch hacked`.wav",
        "-i.wav", "--help", "|cat.wav", "a\tb.wav", "<script>alert(1)</script>.wav", "' or 1=1 --.wav", "con.wav", "....wav", ".htaccess", " .wav", new string('x', 5000) + ".wav",
        "\u202Egnp.wav", "%2e%2e%2fpasswd", "file.wav%00.exe", "concat:a|b.wav", "http://127.0.0.1/x.wav", "{0}%s%n.wav",
    ];

    // Everything that a player might follow to other files or to the network.
    private static IEnumerable<(string What, string Text)> Texts() =>
    [
        ("an HLS playlist", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"),
        ("an M3U playlist", "#EXTM3U\nhttp://127.0.0.1:9/secret.mp3\n"),
        ("a concat script", "ffconcat version 1.0\nfile '/etc/passwd'\n"),
        ("a DASH manifest", "<?xml version=\"1.0\"?><MPD><BaseURL>http://127.0.0.1:9/</BaseURL></MPD>"),
        ("an SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"http://127.0.0.1:9/\"/></svg>"),
        ("an XML bomb", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>"),
        ("a shell script", "#!/bin/sh\ntouch hacked\n"),
        ("a page", "<html><script>alert(1)</script></html>"),
        ("an SDP session", "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n"),
        ("a PLS list", "[playlist]\nFile1=/etc/passwd\nNumberOfEntries=1\n"),
    ];

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }

    private static byte[] Changed(byte[] file, int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("../../song.wav").Open();
            entry.Write(Tones.Wav(1));
        }

        return stream.ToArray();
    }

    private static byte[] Gzip()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[20_000_000]);
        }

        return stream.ToArray();
    }

    private static byte[] Nested()
    {
        var file = new List<byte>([0, 0, 0, 16, .. "ftypM4A \0\0\0\0"u8]);
        for (var depth = 2000; depth > 0; depth--)
        {
            var size = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(size, depth * 8);
            file.AddRange([.. size, .. "moov"u8]);
        }

        return [.. file];
    }

    private static byte[] DataReference(string address)
    {
        byte[] url = [0, 0, 0, 0, .. "url "u8, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(address), 0];
        BinaryPrimitives.WriteInt32BigEndian(url, url.Length);
        byte[] dref = [0, 0, 0, 0, .. "dref"u8, 0, 0, 0, 0, 0, 0, 0, 1, .. url];
        BinaryPrimitives.WriteInt32BigEndian(dref, dref.Length);
        byte[] moov = [0, 0, 0, 0, .. "moov"u8, .. dref];
        BinaryPrimitives.WriteInt32BigEndian(moov, moov.Length);
        return moov;
    }
}
