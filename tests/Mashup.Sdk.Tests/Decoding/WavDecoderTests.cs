using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using static Mashup.Sdk.Tests.Decoding.WavBytes;

namespace Mashup.Sdk.Tests.Decoding;

public sealed class WavDecoderTests(AudioFolder folder) : IClassFixture<AudioFolder>
{
    [Theory]
    [InlineData("pcm_u8", 1, 44100)]
    [InlineData("pcm_s16le", 2, 44100)]
    [InlineData("pcm_s24le", 2, 96000)]
    [InlineData("pcm_s32le", 2, 48000)]
    [InlineData("pcm_f32le", 1, 8000)]
    [InlineData("pcm_f64le", 2, 192000)]
    public async Task Decode_EverySampleFormat_EqualsFFmpeg(string codec, int channels, int rate)
    {
        var path = folder.Song($"{codec}.wav", 2.5, "-c:a", codec, "-ac", $"{channels}", "-ar", $"{rate}");
        var expected = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(AudioFolder.FFmpeg("-i", path, "-f", "f32le", "-")).ToArray();

        var audio = await Decode(path);

        Assert.Equal((channels, rate, expected.Length / channels), (audio.ChannelCount, audio.SampleRate, audio.Length));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], audio.Channel(i % channels)[i / channels]);
        }
    }

    [Theory]
    [InlineData("RIFF", 0xFFFFFFFF, 0xFFFFFFFF)]
    [InlineData("RIFF", 0u, 0u)]
    [InlineData("RIFF", 0x7FFFFFFFu, 0x7FFFF000u)]
    [InlineData("RIFF", 100u, 40_001u)]
    [InlineData("RF64", 0xFFFFFFFF, 0xFFFFFFFF)]
    public async Task Decode_HeaderThatLiesAboutItsSize_ReadsWhatIsThere(string riff, uint riffSize, uint dataSize)
    {
        var tone = Tone(10_000);
        var path = folder.Bytes(
            $"lies{riff}{riffSize}.wav", Riff(riff, riffSize, Chunk("fmt ", Format(3, 1, 8000, 32)), Chunk("data", Floats(tone), dataSize)));

        var audio = await Decode(path);

        Assert.Equal(tone, audio.Channel(0).ToArray());
    }

    [Fact]
    public async Task Decode_Rf64_TakesItsSizeFromDs64()
    {
        byte[] ds64 = [.. BitConverter.GetBytes(40_100L), .. BitConverter.GetBytes(40_000L), .. BitConverter.GetBytes(10_000L), 0, 0, 0, 0];
        var path = folder.Bytes(
            "rf64.wav",
            Riff("RF64", uint.MaxValue, Chunk("ds64", ds64), Chunk("fmt ", Format(3, 1, 8000, 32)),
                Chunk("data", Floats(Tone(10_000)), uint.MaxValue), Chunk("LIST", new byte[400])));

        Assert.Equal(10_000, (await Decode(path)).Length);
    }

    [Fact]
    public async Task Decode_OddAndUnknownChunks_AreSkipped()
    {
        var path = folder.Bytes(
            "odd.wav",
            Riff(Chunk("JUNK", new byte[27]), Chunk("fmt ", Format(3, 1, 8000, 32)), Chunk("bext", new byte[601]),
                Chunk("data", Floats(Tone(999))), Chunk("LIST", new byte[33])));

        Assert.Equal(Tone(999), (await Decode(path)).Channel(0).ToArray());
    }

    [Fact]
    public async Task Decode_SurroundWithoutMask_FoldsAsItuSays()
    {
        // L, R, C, LFE, Ls, Rs, each alone in a frame of its own
        var frames = Enumerable.Range(0, 36).Select(i => i % 6 == i / 6 ? 1f : 0f);
        var path = folder.Bytes("surround.wav", Riff(Chunk("fmt ", Format(3, 6, 48000, 32)), Chunk("data", Floats(frames))));

        var audio = await Decode(path);

        const float half = 0.70710678f;
        Assert.Equal([1, 0, half, 0, half, 0], audio.Channel(0).ToArray());
        Assert.Equal([0, 1, half, 0, 0, half], audio.Channel(1).ToArray());
    }

    [Fact]
    public async Task Decode_SurroundWithMask_FoldsByItsSpeakers()
    {
        // front left, front right, back centre
        var frames = Enumerable.Range(0, 9).Select(i => i % 3 == i / 3 ? 1f : 0f);
        var path = folder.Bytes("mask.wav", Riff(Chunk("fmt ", Extensible(3, 3, 48000, 32, 0x103)), Chunk("data", Floats(frames))));

        var audio = await Decode(path);

        Assert.Equal([1, 0, 0.5f], audio.Channel(0).ToArray());
        Assert.Equal([0, 1, 0.5f], audio.Channel(1).ToArray());
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "no format", Riff(Chunk("data", new byte[4000])) },
        { "no data", Riff(Chunk("fmt ", Format(1, 2, 44100, 16))) },
        { "huge chunk", Riff(Chunk("JUNK", new byte[10], 0xFFFFFFF0), Chunk("fmt ", Format(1, 2, 44100, 16))) },
        { "huge format", Riff(Chunk("fmt ", Format(1, 2, 44100, 16), 0x7FFFFFFF)) },
        { "no channels", Riff(Chunk("fmt ", Format(1, 0, 44100, 16)), Chunk("data", new byte[4000])) },
        { "65535 channels", Riff(Chunk("fmt ", Format(1, 65535, 44100, 16)), Chunk("data", new byte[4000])) },
        { "rate 0", Riff(Chunk("fmt ", Format(1, 2, 0, 16)), Chunk("data", new byte[4000])) },
        { "rate 4 GHz", Riff(Chunk("fmt ", Format(1, 2, -1, 16)), Chunk("data", new byte[4000])) },
        { "rate 1 kHz", Riff(Chunk("fmt ", Format(1, 2, 1000, 16)), Chunk("data", new byte[4000])) },
        { "12 bits", Riff(Chunk("fmt ", Format(1, 1, 44100, 12)), Chunk("data", new byte[4000])) },
        { "64-bit integers", Riff(Chunk("fmt ", Format(1, 1, 44100, 64)), Chunk("data", new byte[4000])) },
        { "short format", Riff(Chunk("fmt ", new byte[8]), Chunk("data", new byte[4000])) },
        { "header only", Riff() },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_HostileHeader_IsRefusedWithoutAllocating(string name, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Record.Exception(() => WavReader.Read(stream, bytes.Length, name, new DecodingOptions(), () => null, new AudioGatherer(), default));

        // Twelve bits fill a byte and a half; taken for one byte a sample they are noise, but not a crash.
        Assert.True(error is UnusableInputException or InvalidDataException || name == "12 bits", $"{name}: {error}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public async Task Decode_OverTheLimit_IsRefusedBeforeReading()
    {
        await using (var sparse = File.Create(folder["hours.wav"]))
        {
            sparse.Write(Riff(Chunk("fmt ", Format(1, 1, 8000, 8)), Chunk("data", [], 100_000_000)));
            sparse.SetLength(100_000_044);
        }

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Decode(folder["hours.wav"]));
        await using var stream = File.OpenRead(folder["hours.wav"]);
        Assert.Throws<UnusableInputException>(() => WavReader.Read(stream, stream.Length, "hours.wav", new DecodingOptions(), () => null, new AudioGatherer(), default));

        Assert.Contains("hours.wav is 3:28:20 long; songs up to 15:00", error.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Position, 0, 1 << 16);
    }

    [Fact]
    public async Task Decode_Cancelled_Stops()
    {
        var path = folder.Song("cancel.wav", 3);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new WavDecoder().DecodeAsync(path, new DecodingOptions(), new CancellationToken(true)));
    }

    [Fact]
    public void CanDecode_CompressedWave_IsLeftToOthers()
    {
        Assert.False(new WavDecoder().CanDecode(Riff(Chunk("fmt ", Format(0x55, 2, 44100, 16)), Chunk("data", []))));
        Assert.True(new WavDecoder().CanDecode(Riff(Chunk("fmt ", Format(1, 2, 44100, 16)), Chunk("data", []))));
    }

    private static Task<AudioBuffer> Decode(string path) => new WavDecoder().DecodeAsync(path, new DecodingOptions(), CancellationToken.None);
}
