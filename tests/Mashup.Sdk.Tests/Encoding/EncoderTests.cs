using System.Diagnostics;
using System.Security.Cryptography;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Tests.Rendering;

namespace Mashup.Sdk.Tests.Encoding;

public sealed class EncoderTests : IDisposable
{
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["title"] = "Ä \"Mash\" -y; $(rm) 🎵", ["artist"] = "a & b", ["bpm"] = "128", ["key"] = "8A", ["comment"] = "c", ["software"] = "Mashup.Sdk",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-encode-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<AudioFormat> Formats { get; } = [.. Enum.GetValues<AudioFormat>()];

    [Theory]
    [InlineData(16, -92)]
    [InlineData(24, -140)]
    [InlineData(32, -300)]
    public async Task EncodeAsync_Wav_GivesTheSamplesBack(int bits, double noiseDb)
    {
        var audio = Mix.Noise(0.5, 1, 0.9f);
        var path = Path.Combine(_folder, "a.wav");

        await Encode(audio, path, AudioFormat.Wav, bits);

        var decoded = SharedData.Decode(path);
        Assert.Equal(audio.Length, decoded.Length);
        Assert.True(Mix.Difference(audio, 0, decoded, 0, audio.Length) < noiseDb + 10);
        Assert.Equal(Tags["title"], Probe(path, "format_tags=title"));
    }

    [Fact]
    public async Task EncodeAsync_SixteenBits_DithersWithoutHarmonicsAndKeepsSilence()
    {
        // A sine of 0.4 steps vanishes without dither; with it, it is there in the average.
        var audio = Mix.Make(2, (i, _) => i < 44100 ? 0 : (float)(0.4 / 32768 * Math.Sin(2 * Math.PI * 441 * i / 44100)));
        var path = Path.Combine(_folder, "a.wav");

        await Encode(audio, path, AudioFormat.Wav, 16);

        var x = SharedData.Decode(path).Channel(0).ToArray();
        Assert.All(x[..44100], s => Assert.Equal(0, s));
        var amplitude = 2 * x[44100..].Select((s, i) => s * 32768 * Math.Sin(2 * Math.PI * 441 * i / 44100)).Average();
        Assert.Equal(0.4, amplitude, 0.03);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task EncodeAsync_EveryFormat_KeepsLengthSoundAndTags(AudioFormat format)
    {
        var audio = Mix.Make(3.1, (i, c) => 0.4f * (float)Math.Sin(i * (0.05 + 0.01 * c)));
        var path = Path.Combine(_folder, "-weird 'name\" 🎵 %d:" + AudioFormats.Extension(format));

        await Encode(audio, path, format, 24);

        var decoded = SharedData.Decode(path);
        // Opus is at 48 kHz: what comes back has been resampled twice.
        Assert.Equal(audio.Length, decoded.Length, format == AudioFormat.Opus ? 1.0 : 0.0);
        Assert.True(Mix.Difference(audio, 8820, decoded, 8820, 88200) < (format is AudioFormat.Wav or AudioFormat.Flac ? -120 : -20));
        Assert.Equal(Tags["title"], Probe(path, "stream_tags=title:format_tags=title"));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task EncodeAsync_EveryFormat_KeepsTheLevel(AudioFormat format)
    {
        var audio = Mix.Make(4, (i, c) => 0.3f * (float)Math.Sin(i * (0.05 + 0.01 * c)) + 0.2f * (float)Math.Sin(i * 0.21));
        var path = Path.Combine(_folder, "a" + AudioFormats.Extension(format));

        await Encode(audio, path, format, 16);

        Assert.Equal(Mix.PowerDb(audio.Channel(0)[4410..132300]), Mix.PowerDb(SharedData.Decode(path).Channel(0)[4410..132300]), 0.1);
    }

    [Theory]
    [InlineData(AudioFormat.Mp3, "TBPM=128", "TKEY=8A", "title=Ä \"Mash\" -y; $(rm) 🎵")]
    [InlineData(AudioFormat.Flac, "BPM=128", "INITIALKEY=8A", "SOFTWARE=Mashup.Sdk")]
    [InlineData(AudioFormat.Ogg, "BPM=128", "ENCODER=Mashup.Sdk")]
    [InlineData(AudioFormat.Opus, "INITIALKEY=8A", "ENCODER=Mashup.Sdk")]
    [InlineData(AudioFormat.M4a, "grouping=8A", "description=Mashup.Sdk")]
    public async Task EncodeAsync_TempoAndKey_GoWhereDjSoftwareReadsThem(AudioFormat format, params string[] tags)
    {
        var path = Path.Combine(_folder, "a" + AudioFormats.Extension(format));

        await Encode(Mix.Noise(0.3, 2), path, format, 16);

        var written = Probe(path, "stream_tags:format_tags", "nk=0").Split('\n');
        Assert.All(tags, tag => Assert.Contains("TAG:" + tag, written, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task EncodeAsync_Twice_GivesTheSameBytes(AudioFormat format)
    {
        var audio = Mix.Noise(1, 3);
        string first = Path.Combine(_folder, "1"), second = Path.Combine(_folder, "2");

        await Encode(audio, first, format, 16);
        await Encode(audio, second, format, 16);

        Assert.Equal(SHA256.HashData(await File.ReadAllBytesAsync(first)), SHA256.HashData(await File.ReadAllBytesAsync(second)));
    }

    [Theory]
    [InlineData(AudioFormat.Wav)]
    [InlineData(AudioFormat.Mp3)]
    public async Task EncodeAsync_Cancelled_KeepsWhatWasThere(AudioFormat format)
    {
        var path = Path.Combine(_folder, "a");
        await File.WriteAllTextAsync(path, "before");
        using var stop = new CancellationTokenSource();

        var writing = Encode(Mix.Noise(60, 4), path, format, 24, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Equal("before", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(AudioFormat.Wav)]
    [InlineData(AudioFormat.Flac)]
    public async Task EncodeAsync_NowhereToWrite_SaysWhyInOneSentence(AudioFormat format)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder.mp3"));
        string[] names = [Path.Combine("none", "a"), "folder.mp3", "/dev/full", new string('x', 300)];
        foreach (var path in names.Select(name => Path.Combine(_folder, name)))
        {
            var e = await Assert.ThrowsAsync<OutputException>(() => Encode(Mix.Noise(0.2, 5), path, format, 24));
            Assert.Equal(path, e.Path);
            Assert.Contains("cannot be written: ", e.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task EncodeAsync_WithoutFFmpeg_SaysHowToInstallIt()
    {
        var options = new EncodingOptions { Format = AudioFormat.Mp3, FFmpegPath = Path.Combine(_folder, "no-ffmpeg") };

        var e = await Assert.ThrowsAsync<MissingComponentException>(
            () => new FFmpegEncoder().EncodeAsync(Mix.Noise(0.2, 6), Path.Combine(_folder, "a.mp3"), options, default));

        Assert.Equal("ffmpeg", e.Component);
        Assert.Contains("install", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task EncodeAsync_FFmpegThatFails_PassesItsReasonOnAndKeepsWhatWasThere()
    {
        var path = Path.Combine(_folder, "a.mp3");
        await File.WriteAllTextAsync(path, "before");
        // A program that is there but knows none of the arguments.
        var options = new EncodingOptions { Format = AudioFormat.Mp3, FFmpegPath = "ffprobe" };

        var e = await Assert.ThrowsAsync<OutputException>(() => new FFmpegEncoder().EncodeAsync(Mix.Noise(3, 6), path, options, default));

        Assert.Contains("ffmpeg says", e.Message, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task EncodeAsync_Link_WritesWhatItPointsTo()
    {
        string target = Path.Combine(_folder, "target.wav"), link = Path.Combine(_folder, "link.wav");
        await File.WriteAllTextAsync(target, "before");
        File.CreateSymbolicLink(link, target);

        await Encode(Mix.Noise(0.2, 7), link, AudioFormat.Wav, 16);

        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.True(new FileInfo(target).Length > 1000);
    }

    [Theory]
    [InlineData(".mp3", AudioFormat.Mp3)]
    [InlineData("WAV", AudioFormat.Wav)]
    [InlineData(".m4a", AudioFormat.M4a)]
    [InlineData(".xyz", null)]
    [InlineData("", null)]
    public void FromExtension_AnyCase_FindsTheFormat(string extension, AudioFormat? format) => Assert.Equal(format, AudioFormats.FromExtension(extension));

    private static Task Encode(AudioBuffer audio, string path, AudioFormat format, int bits, CancellationToken token = default)
    {
        IAudioEncoder encoder = new IAudioEncoder[] { new WavEncoder(), new FFmpegEncoder() }.Single(e => e.CanEncode(format));
        return encoder.EncodeAsync(audio, path, new EncodingOptions { Format = format, BitsPerSample = bits, Tags = Tags }, token);
    }

    private static string Probe(string path, string entries, string keys = "nk=1")
    {
        var start = new ProcessStartInfo("ffprobe") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-v", "error", "-show_entries", entries, "-of", "default=nw=1:" + keys, "file:" + path])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
