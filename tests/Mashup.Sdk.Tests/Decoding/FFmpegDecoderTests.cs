using System.Diagnostics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;

namespace Mashup.Sdk.Tests.Decoding;

public sealed class FFmpegDecoderTests(AudioFolder folder) : IClassFixture<AudioFolder>
{
    public static TheoryData<string, string[]> Formats => new()
    {
        { "a.mp3", ["-c:a", "libmp3lame"] },
        { "vbr.mp3", ["-c:a", "libmp3lame", "-q:a", "5"] },
        { "bare.mp3", ["-c:a", "libmp3lame", "-write_xing", "0", "-id3v2_version", "0"] },
        { "mono8k.mp3", ["-c:a", "libmp3lame", "-ar", "8000", "-ac", "1"] },
        { "two.mp2", ["-c:a", "mp2"] },
        { "a.flac", ["-c:a", "flac"] },
        { "a.ogg", ["-c:a", "libvorbis"] },
        { "a.opus", ["-c:a", "libopus"] },
        { "a.m4a", ["-c:a", "aac"] },
        { "fast.m4a", ["-c:a", "aac", "-movflags", "+faststart"] },
        { "alac.m4a", ["-c:a", "alac"] },
        { "a.aac", ["-c:a", "aac"] },
        { "a.aiff", ["-c:a", "pcm_s16be"] },
        { "a.wma", ["-c:a", "wmav2"] },
        { "a.webm", ["-c:a", "libopus"] },
        { "a.mka", ["-c:a", "flac"] },
        { "a.ac3", ["-c:a", "ac3"] },
        { "a.eac3", ["-c:a", "eac3"] },
        { "a.wv", ["-c:a", "wavpack"] },
        { "a.tta", ["-c:a", "tta"] },
        { "a.caf", ["-c:a", "pcm_s16be"] },
        { "a.au", ["-c:a", "pcm_s16be"] },
        { "a.w64", ["-c:a", "pcm_s16le"] },
        { "adpcm.wav", ["-c:a", "adpcm_ms"] },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Decode_EveryFormat_IsWhole(string name, string[] options)
    {
        var audio = await Decode(folder.Encode(name, options));

        Assert.InRange(audio.DurationSeconds, 5.9, 6.2);
        Assert.InRange(audio.Channel(0).ToArray().Max(), 0.15f, 0.5f);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Decode_CutFile_IsRefusedOrPlausible(string name, string[] options)
    {
        var cut = folder.Cut(folder.Encode(name, options), 0.6, "cut-" + name);

        var error = await Record.ExceptionAsync(() => Decode(cut));

        // These carry no length, frame after frame, each as good as the last; or linear samples, whose header is not believed any more than WAVE's.
        var streams = name is "bare.mp3" or "two.mp2" or "a.aac" or "a.ac3" or "a.eac3" or "a.wma" or "a.w64" or "a.caf";
        Assert.True(error is UnusableInputException || streams && error is null, $"{error?.ToString() ?? "no error"}");
    }

    [Fact]
    public async Task Decode_CutMp3_SaysHowMuchIsLeft()
    {
        var cut = folder.Cut(folder.Encode("a.mp3", "-c:a", "libmp3lame"), 0.5, "half.mp3");

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Decode(cut));

        Assert.Contains("half.mp3 is cut short: 0:03 of 0:06 can be decoded", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_Surround_FoldsToStereoAndMonoStaysMono()
    {
        Assert.Equal(2, (await Decode(folder.Encode("51.m4a", "-c:a", "aac", "-ac", "6"))).ChannelCount);
        Assert.Equal(1, (await Decode(folder.Encode("1.flac", "-c:a", "flac", "-ac", "1"))).ChannelCount);
    }

    [Fact]
    public async Task Decode_Lossless_EqualsTheOriginal()
    {
        var wav = folder.Encode("original.wav", "-c:a", "pcm_s16le");
        AudioFolder.FFmpeg("-i", wav, folder["lossless.flac"]);

        var expected = await new WavDecoder().DecodeAsync(wav, new DecodingOptions(), default);
        var actual = await Decode(folder["lossless.flac"]);

        Assert.Equal(expected.Channel(0).ToArray(), actual.Channel(0).ToArray());
        Assert.Equal(expected.Channel(1).ToArray(), actual.Channel(1).ToArray());
    }

    [Fact]
    public async Task Decode_BigId3Tag_IsPassedOver()
    {
        var tag = new byte[200_000];
        "ID3"u8.CopyTo(tag);
        (tag[3], tag[7], tag[8], tag[9]) = (4, (byte)((tag.Length - 10) >> 14), (byte)((tag.Length - 10) >> 7 & 127), (byte)(tag.Length - 10 & 127));
        var mp3 = folder.Bytes(
            "tagged.mp3", tag, File.ReadAllBytes(folder.Encode("bare.mp3", "-c:a", "libmp3lame", "-write_xing", "0", "-id3v2_version", "0")));
        var flac = folder.Bytes("tagged.flac", tag, File.ReadAllBytes(folder.Encode("a.flac", "-c:a", "flac")));

        Assert.InRange((await Decode(mp3)).DurationSeconds, 5.9, 6.2);
        Assert.InRange((await Decode(flac)).DurationSeconds, 5.9, 6.2);
    }

    [Fact]
    public async Task Decode_FilmLongerThanItsSong_IsAccepted()
    {
        var song = folder.Encode("a.m4a", "-c:a", "aac");
        AudioFolder.FFmpeg("-f", "lavfi", "-i", "color=s=16x16:r=5:d=12", "-i", song, "-c:v", "mpeg4", "-c:a", "copy", folder["film.mp4"]);

        Assert.InRange((await Decode(folder["film.mp4"])).DurationSeconds, 5.9, 6.2);
    }

    [Fact]
    public async Task Decode_DeclaredOverTheLimit_IsRefusedBeforeDecoding()
    {
        AudioFolder.FFmpeg("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=150", "-c:a", "flac", "-compression_level", "0", folder["minutes.flac"]);

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Decode(folder["minutes.flac"], new DecodingOptions { MaxDuration = TimeSpan.FromMinutes(2) }));

        // Only the declared length is known to the second: what is found while decoding reads "is too long".
        Assert.Contains("is 2:30 long; songs up to 2:00 are accepted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_UndeclaredAndOverTheLimit_StopsAtTheLimit()
    {
        var path = folder.Encode("bare.mp3", "-c:a", "libmp3lame", "-write_xing", "0", "-id3v2_version", "0");

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Decode(path, new DecodingOptions { MaxDuration = TimeSpan.FromSeconds(3) }));

        Assert.Contains("is too long; songs up to 0:03 are accepted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_TimeIsUp_IsRefused()
    {
        var path = folder.Encode("timed.mp3", "-c:a", "libmp3lame");

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => Decode(path, new DecodingOptions { Timeout = TimeSpan.FromMilliseconds(1) }));

        Assert.Contains("took longer than", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Decode_Cancelled_EndsFFmpeg()
    {
        Skip.If(OperatingSystem.IsWindows(), "The program that never ends is a shell script.");
        var endless = folder.Text("endless-ffmpeg", $"#!/bin/sh\necho $$ > '{folder["pid.part"]}'\nmv '{folder["pid.part"]}' '{folder["pid"]}'\nexec sleep 600\n");
        using (var chmod = Process.Start("chmod", ["+x", endless]))
        {
            await chmod.WaitForExitAsync();
        }

        using var cancel = new CancellationTokenSource();
        var decoding = new FFmpegDecoder().DecodeAsync(
            folder.Encode("a.mp3", "-c:a", "libmp3lame"), new DecodingOptions { FFmpegPath = endless }, cancel.Token);
        while (!File.Exists(folder["pid"]))
        {
            await Task.Delay(5);
        }

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => decoding);
        var program = int.Parse(await File.ReadAllTextAsync(folder["pid"]), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(program));
    }

    [Theory]
    [InlineData("no-such-ffmpeg")]
    [InlineData("./no/such/ffmpeg")]
    public async Task Decode_WithoutFFmpeg_SaysHowToInstallIt(string program)
    {
        var path = folder.Encode("a.mp3", "-c:a", "libmp3lame");

        var error = await Assert.ThrowsAsync<MissingComponentException>(() => Decode(path, new DecodingOptions { FFmpegPath = program }));

        Assert.Equal("ffmpeg", error.Component);
        Assert.Contains("ffmpeg is not installed", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install ffmpeg", error.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("-v quiet.mp3")]
    [InlineData("it's a \"söng\" 🎵.mp3")]
    [InlineData("http:|pipe:1,concat:a b.mp3")]
    [InlineData("%03d.mp3")]
    public async Task Decode_OddFileName_IsOnlyAName(string name)
    {
        Skip.If(OperatingSystem.IsWindows() && name.AsSpan().ContainsAny('"', ':', '|'), "Windows has no such names.");
        File.Copy(folder.Encode("a.mp3", "-c:a", "libmp3lame"), folder[name], overwrite: true);

        Assert.InRange((await Decode(folder[name])).DurationSeconds, 5.9, 6.2);
    }

    [Theory]
    [InlineData("#EXTM3U\n#EXTINF:10,\n/etc/passwd\n")]
    [InlineData("ffconcat version 1.0\nfile 'a.mp3'\n")]
    [InlineData("<?xml version=\"1.0\"?><MPD></MPD>")]
    [InlineData("v=0\r\nm=audio 5004 RTP/AVP 0\r\n")]
    [InlineData("; ini\n[playlist]\nFile1=a.mp3\n")]
    public void CanDecode_PlaylistOrScript_IsNotAudio(string text) => Assert.False(new FFmpegDecoder().CanDecode(System.Text.Encoding.UTF8.GetBytes(text)));

    private static Task<AudioBuffer> Decode(string path, DecodingOptions? limits = null) =>
        new FFmpegDecoder().DecodeAsync(path, limits ?? new DecodingOptions(), CancellationToken.None);
}
