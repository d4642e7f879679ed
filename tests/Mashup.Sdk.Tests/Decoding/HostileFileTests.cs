using System.Diagnostics;
using Mashup.Sdk.Decoding;

namespace Mashup.Sdk.Tests.Decoding;

/// <summary>Whatever the bytes: finite samples within the limits, or one sentence, and soon.</summary>
public sealed class HostileFileTests(AudioFolder folder) : IClassFixture<AudioFolder>
{
    // Against a hang; how quick a refusal is, the benchmarks say.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Real = ["x.mp3", "x.ogg", "x.flac", "x.m4a", "x.wav", "x.opus", "x.wma", "x.mka"];

    public static TheoryData<string, byte[]> Magics => new()
    {
        { "mp3", [0xFF, 0xFB, 0x90, 0x64] },
        { "id3", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 20] },
        { "id3 of 256 MB", [.. "ID3"u8, 4, 0, 0, 127, 127, 127, 127] },
        { "flac", [.. "fLaC"u8, 0, 0, 0, 34] },
        { "ogg", [.. "OggS"u8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "mp4", [0, 0, 0, 24, .. "ftypM4A "u8] },
        { "mp4 of 4 GB", [0xFF, 0xFF, 0xFF, 0xFF, .. "ftypM4A "u8] },
        { "aiff", [.. "FORM"u8, 0x7F, 0xFF, 0xFF, 0xFF, .. "AIFFCOMM"u8] },
        { "asf", [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9] },
        { "matroska", [0x1A, 0x45, 0xDF, 0xA3, 0x01, 0xFF] },
        { "ac3", [0x0B, 0x77, 0, 0, 0x14, 0x40] },
        { "wave", [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 2, 0] },
        { "compressed wave", [.. "RIFF"u8, 0, 1, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 2, 0, 2, 0, 0x44, 0xAC, 0, 0] },
        { "caf", [.. "caff"u8, 0, 1, 0, 0, .. "desc"u8] },
        { "wavpack", [.. "wvpk"u8, 0xFF, 0xFF, 0xFF, 0x7F] },
        { "monkey", [.. "MAC "u8, 0x96, 0x0F] },
    };

    [Theory]
    [MemberData(nameof(Magics))]
    public async Task Read_MagicAndNoise_IsRefused(string name, byte[] magic)
    {
        var noise = new byte[200_000];
        new Random(name.Length).NextBytes(noise);

        await Survives(folder.Bytes($"{name}.bin", magic, noise), mustFail: true);
        await Survives(folder.Bytes($"{name}-alone.bin", magic), mustFail: true);
    }

    [Theory]
    [InlineData("x.mp3")]
    [InlineData("x.ogg")]
    [InlineData("x.flac")]
    [InlineData("x.m4a")]
    [InlineData("x.wav")]
    public async Task Read_CutAnywhere_IsWholeOrRefused(string name)
    {
        var song = folder.Song(name, 3);
        var random = new Random(name.Length);
        for (var i = 0; i < 4; i++)
        {
            await Survives(folder.Cut(song, random.NextDouble(), $"{i}-{name}"), mustFail: false);
        }
    }

    [Fact]
    public async Task Read_BitsFlipped_IsMusicOrRefused()
    {
        foreach (var name in Real)
        {
            foreach (var flips in (int[])[3, 1000])
            {
                var bytes = await File.ReadAllBytesAsync(folder.Song(name, 3));
                var random = new Random(flips);
                for (var i = 0; i < flips; i++)
                {
                    // The header gets its share, small as it is.
                    bytes[random.Next(i % 3 == 0 ? Math.Min(400, bytes.Length) : bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                await Survives(folder.Bytes($"{flips}-{name}", bytes), mustFail: false);
            }
        }
    }

    private static async Task Survives(string path, bool mustFail)
    {
        var watch = Stopwatch.StartNew();
        DecodedFile? file = null;
        var reader = new AudioFileReader([new WavDecoder(), new FFmpegDecoder()], new DecodingOptions());
        var error = await Record.ExceptionAsync(async () => file = await reader.ReadAsync(path, default));

        Assert.True(error is UnusableInputException || error is null && !mustFail, $"{Path.GetFileName(path)}: {error?.ToString() ?? "read"}");
        Assert.True(watch.Elapsed < Patience, $"{Path.GetFileName(path)} took {watch.Elapsed}");
        if (file is not null)
        {
            Assert.True(file.Audio.Duration <= new DecodingOptions().MaxDuration);
            Assert.DoesNotContain(file.Audio.Channel(0).ToArray(), sample => !float.IsFinite(sample));
        }
        else
        {
            Assert.StartsWith(Path.GetFileName(path), error!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }
}
