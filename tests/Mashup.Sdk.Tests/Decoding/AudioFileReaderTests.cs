using System.Diagnostics;
using System.Security.Cryptography;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using static Mashup.Sdk.Tests.Decoding.WavBytes;

namespace Mashup.Sdk.Tests.Decoding;

public sealed class AudioFileReaderTests(AudioFolder folder) : IClassFixture<AudioFolder>
{
    [Theory]
    [InlineData("good.wav")]
    [InlineData("good.mp3")]
    public async Task Read_Song_GivesSamplesAndHashOfTheFile(string name)
    {
        var path = folder.Encode(name);

        var file = await Read(path);

        Assert.InRange(file.Audio.DurationSeconds, 5.9, 6.2);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
    }

    [Theory]
    [InlineData("good.wav")]
    [InlineData("good.mp3")]
    [InlineData("good.flac")]
    public async Task Read_BlockByBlock_GivesTheSamplesOfTheWhole(string name)
    {
        var path = folder.Encode(name);
        var sink = new AudioGatherer();

        var sampleRate = await Reader().ReadAsync(path, sink, default);

        var whole = (await Read(path)).Audio;
        Assert.Equal(whole.SampleRate, sampleRate);
        Assert.True(whole.Channel(1).SequenceEqual(sink.ToBuffer()!.Channel(1)));
    }

    [Fact]
    public async Task Read_WithADecoderOfWholeSongs_HandsOverOneBlock()
    {
        var reader = new AudioFileReader([new WholeSongs()], new DecodingOptions());
        var sink = new AudioGatherer();

        await reader.ReadAsync(folder.Encode("good.wav"), sink, default);

        Assert.Equal(100_000, sink.ToBuffer()!.Length);
    }

    [Theory]
    [InlineData(0f, "is silent from beginning to end")]
    [InlineData(float.NaN, "samples that are not numbers")]
    public async Task Read_BlockByBlock_RefusesAsTheWhole(float sample, string words)
    {
        var tone = new float[24000];
        tone[23999] = sample;
        var path = folder.Bytes($"blocks{sample}.wav", Tone32(tone));

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Reader().ReadAsync(path, new AudioGatherer(), default));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Missing_SaysSo() => await Refused(folder["none.mp3"], "none.mp3 does not exist; check the path");

    [Fact]
    public async Task Read_Folder_SaysSo()
    {
        var path = Directory.CreateDirectory(folder["dir.mp3"]).FullName;
        await Refused(path, "dir.mp3 is a folder");
        await Refused(path + Path.DirectorySeparatorChar, "dir.mp3 is a folder");
    }

    [Fact]
    public async Task Read_Empty_SaysSo() => await Refused(folder.Bytes("zero.mp3"), "zero.mp3 is empty");

    [SkippableTheory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/proc/self/status")]
    public async Task Read_Device_IsRefusedUnopened(string path)
    {
        Skip.IfNot(File.Exists(path), "This system has no such file.");
        await Refused(path, "is empty or no regular file");
    }

    [SkippableFact]
    public async Task Read_NamedPipe_DoesNotWait()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps its pipes elsewhere.");
        using (var make = Process.Start("mkfifo", [folder["pipe.mp3"]]))
        {
            await make.WaitForExitAsync();
        }

        await Refused(folder["pipe.mp3"], "is empty or no regular file");
    }

    [Fact]
    public async Task Read_Text_SaysSo() =>
        await Refused(folder.Text("text.mp3", string.Concat(Enumerable.Repeat("not audio at all\n", 500))), "text.mp3 is text, not audio");

    [Theory]
    [InlineData("#EXTM3U\n#EXTINF:10,\n/etc/passwd\n")]
    [InlineData("ffconcat version 1.0\nfile 'a.mp3'\n")]
    public async Task Read_Playlist_SaysSo(string text) => await Refused(folder.Text("list.mp3", text), "list.mp3 is a playlist, not audio");

    [Fact]
    public async Task Read_Noise_IsNotAudio()
    {
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        await Refused(folder.Bytes("noise.mp3", noise), "noise.mp3 is not audio");
        await Refused(folder.Bytes("junk.wav", [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "WAVEfmt "u8], noise), "junk.wav is damaged");
    }

    [Fact]
    public async Task Read_FirstBytesOfAnOgg_IsCutShort() =>
        await Refused(folder.Bytes("cut.ogg", File.ReadAllBytes(folder.Encode("whole.ogg", "-c:a", "libvorbis"))[..1500]), "cut.ogg is cut short");

    [Fact]
    public async Task Read_TooShort_SaysHowShort() =>
        await Refused(folder.Song("short.wav", 0.4), "short.wav is 0.4 seconds long; a song of at least 2 seconds is needed");

    [Fact]
    public async Task Read_TooLarge_IsRefusedUnopened()
    {
        var path = folder.Encode("large.wav");
        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Reader(new DecodingOptions { MaxFileBytes = 1 << 20 }).ReadAsync(path, default));
        Assert.Equal("large.wav is 1 MiB large; files up to 1 MiB are accepted", error.Message);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(5e-5f)]
    public async Task Read_Silence_IsRefused(float level) =>
        await Refused(folder.Bytes($"silent{level}.wav", Tone32([.. Tone(24000).Select(x => 2 * level * x)])), "is silent from beginning to end");

    [Fact]
    public async Task ReadRecording_ShortOrSilent_IsRead()
    {
        var shortOne = await Reader().ReadRecordingAsync(folder.Song("short.wav", 0.4), SurroundSound.Fold, default);
        var silent = await Reader().ReadRecordingAsync(folder.Bytes("still.wav", Tone32(new float[24000])), SurroundSound.Fold, default);

        Assert.Equal(0.4, shortOne.Audio.DurationSeconds, 3);
        Assert.Equal(24000, silent.Audio.Length);
    }

    [Theory]
    [InlineData(5, 0u, 5)]
    [InlineData(5, 0x607u, 5)]
    [InlineData(6, 0x3Fu, 6)]
    [InlineData(6, 0x707u, 2)]
    [InlineData(4, 0u, 2)]
    public async Task ReadRecording_KeepingSurround_HandsOverTheChannelsOfFiveOneAlone(int channels, uint mask, int kept)
    {
        byte[] format = mask == 0 ? Format(3, channels, 8000, 32) : Extensible(3, channels, 8000, 32, mask);
        var path = folder.Bytes($"surround{channels}-{mask}.wav", Riff(Chunk("fmt ", format), Chunk("data", Floats(Enumerable.Range(0, 800 * channels).Select(i => i % channels / 16f)))));

        var (whole, folded) = ((await Reader().ReadRecordingAsync(path, SurroundSound.Keep, default)).Audio, (await Reader().ReadRecordingAsync(path, SurroundSound.Fold, default)).Audio);

        Assert.Equal((kept, 2, 800), (whole.ChannelCount, folded.ChannelCount, whole.Length));
        Assert.All(Enumerable.Range(0, kept > 2 ? kept : 0), c => Assert.Equal(c / 16f, whole.Channel(c)[799]));
    }

    [Fact]
    public async Task ReadRecording_WithoutASample_SaysSo()
    {
        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Reader().ReadRecordingAsync(folder.Bytes("none.wav", Tone32([])), SurroundSound.Fold, default));

        Assert.StartsWith("none.wav holds no sound at all", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "samples that are not numbers")]
    [InlineData(float.PositiveInfinity, "samples that are not numbers")]
    [InlineData(float.NegativeInfinity, "samples that are not numbers")]
    [InlineData(1e20f, "far outside their range")]
    public async Task Read_OneImpossibleSample_IsDamaged(float sample, string words)
    {
        var tone = Tone(24000);
        tone[12345] = sample;
        await Refused(folder.Bytes("number.wav", Tone32(tone)), words);
    }

    [SkippableFact]
    public async Task Read_WithoutPermission_SaysSo()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The administrator may read everything.");
        var path = folder.Encode("secret.wav");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        await Refused(path, "secret.wav cannot be read; check its permissions");
    }

    [Fact]
    public async Task Read_ByContent_NotByName()
    {
        var path = folder["really-a-flac.mp3"];
        File.Copy(folder.Encode("x.flac"), path, overwrite: true);

        Assert.InRange((await Read(path)).Audio.DurationSeconds, 5.9, 6.1);
    }

    private static byte[] Tone32(float[] tone) => Riff(Chunk("fmt ", Format(3, 1, 8000, 32)), Chunk("data", Floats(tone)));

    private static AudioFileReader Reader(DecodingOptions? limits = null) => new([new WavDecoder(), new FFmpegDecoder()], limits ?? new DecodingOptions());

    private static Task<DecodedFile> Read(string path) => Reader().ReadAsync(path, default);

    private static async Task Refused(string path, string words)
    {
        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Read(path).WaitAsync(TimeSpan.FromMinutes(5)));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), error.Message, StringComparison.Ordinal);
        Assert.Equal(MashupStage.Decode, error.Stage);
        Assert.DoesNotContain('\n', error.Message);
    }

    private sealed class WholeSongs : IAudioDecoder
    {
        public bool CanDecode(ReadOnlySpan<byte> header) => true;

        public Task<AudioBuffer> DecodeAsync(string path, DecodingOptions limits, CancellationToken cancellationToken) =>
            Task.FromResult(new AudioBuffer(44100, [[.. Enumerable.Range(0, 100_000).Select(i => MathF.Sin(i))]]));
    }
}
