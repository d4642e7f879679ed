using System.Diagnostics;
using System.Security.Cryptography;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Tests.Rendering;

namespace Mashup.Sdk.Tests.Encoding;

/// <summary>Covers, and what must not change because of them. ffmpeg and ffprobe are the peers that read the files.</summary>
public sealed class CoverTests : IDisposable
{
    private static readonly Lazy<Task<byte[]>> Picture = new(DrawAsync);

    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-cover-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<AudioFormat> WithCover { get; } = [AudioFormat.Mp3, AudioFormat.Flac, AudioFormat.M4a, AudioFormat.Ogg, AudioFormat.Opus];

    [Theory]
    [MemberData(nameof(WithCover))]
    public async Task EncodeAsync_Cover_ComesBackByteForByteAndChangesNoSound(AudioFormat format)
    {
        var cover = await PictureAsync();
        var path = Path.Combine(_folder, "a" + AudioFormats.Extension(format));

        string bare = Path.Combine(_folder, "bare"), again = Path.Combine(_folder, "again");
        var audio = Mix.Noise(0.5, 1);

        await EncodeAsync(audio, path, format, cover);
        await EncodeAsync(audio, bare, format, default);
        await EncodeAsync(audio, again, format, cover);

        Assert.Equal("mjpeg,320,200,1", Run("ffprobe", "-select_streams", "v:0", "-show_entries", "stream=codec_name,width,height:stream_disposition=attached_pic", "-of", "csv=p=0", path));
        Run("ffmpeg", "-nostdin", "-y", "-i", path, "-map", "0:v", "-c", "copy", "-f", "mjpeg", Path.Combine(_folder, "back"));
        Assert.Equal(cover, await File.ReadAllBytesAsync(Path.Combine(_folder, "back")));
        Assert.Equal(4, Directory.GetFiles(_folder).Length);
        Assert.Equal(Sound(bare), Sound(path));
        Assert.Equal(SHA256.HashData(await File.ReadAllBytesAsync(path)), SHA256.HashData(await File.ReadAllBytesAsync(again)));
        Assert.Equal("a × b", Run("ffprobe", "-show_entries", "stream_tags=title:format_tags=title", "-of", "default=nw=1:nk=1", path));
    }

    [Theory]
    [InlineData("no picture at all")]
    [InlineData("\u00ff\u00d8\u00ff but then no JPEG")]
    public async Task EncodeAsync_CoverThatIsNone_StillWritesTheSound(string content)
    {
        var audio = Mix.Noise(0.5, 3);
        var path = Path.Combine(_folder, "a.flac");

        await EncodeAsync(audio, path, AudioFormat.Flac, System.Text.Encoding.Latin1.GetBytes(content));

        Assert.Equal(audio.Length, SharedData.Decode(path).Length);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(1000)]
    public async Task EncodeAsync_M4a_IsExactInWhatItSaysAndInWhatIsPlayed(int beyondAFrame)
    {
        // 25 samples into the last frame is less than a millisecond: times in milliseconds used to lose them.
        var audio = new AudioBuffer(44100, 2, 130 * 1024 + beyondAFrame);
        audio.Channel(0).Fill(0.1f);
        var path = Path.Combine(_folder, "a.m4a");

        await EncodeAsync(audio, path, AudioFormat.M4a, default);

        Assert.Equal(audio.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), Run("ffprobe", "-show_entries", "stream=duration_ts", "-of", "csv=p=0", path));
        Assert.Equal(audio.Length, SharedData.Decode(path).Length);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(192)]
    [InlineData(256)]
    public async Task EncodeAsync_Mp3_KeepsTheLevel(int kilobits)
    {
        var audio = Mix.Make(3, (i, _) => 0.5f * (float)Math.Sin(i * 0.1));
        var path = Path.Combine(_folder, "a.mp3");

        await new FFmpegEncoder().EncodeAsync(audio, path, new EncodingOptions { Format = AudioFormat.Mp3, KilobitsPerSecond = kilobits }, default);

        Assert.Equal(0, 20 * Math.Log10(Rms(SharedData.Decode(path)) / Rms(audio)), 0.25);
    }

    private static double Rms(AudioBuffer audio) => Math.Sqrt(audio.Channel(0)[22050..110250].ToArray().Average(s => (double)s * s));

    private static Task<byte[]> PictureAsync() => Picture.Value;

    private static Task<byte[]> DrawAsync()
    {
        var scene = new Scene(320, 200, Color.Parse("#cc4f8c"));
        scene.Text("A × B", 160, 110, new TextStyle(40), Color.White, 0.5f);
        return JpegImage.EncodeAsync(Canvas.Of(scene).Pixels, scene.Width, "ffmpeg", default);
    }

    private static Task EncodeAsync(AudioBuffer audio, string path, AudioFormat format, byte[]? cover) => new FFmpegEncoder().EncodeAsync(
        audio, path, new EncodingOptions { Format = format, Cover = cover, Tags = new Dictionary<string, string> { ["title"] = "a × b" } }, default);

    private static string Sound(string path) => Run("ffmpeg", "-nostdin", "-i", path, "-map", "0:a", "-f", "md5", "-");

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, ["-v", "error", .. arguments]) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
