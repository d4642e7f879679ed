using System.Globalization;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>Writes FLAC, MP3, Ogg Vorbis, Opus and AAC through the ffmpeg program.</summary>
/// <remarks>
/// 1. Samples go through a pipe as raw PCM: quantised here for FLAC (the same dither as WAV), as floats for the lossy formats.
/// 2. ffmpeg writes a temporary file, which it may seek in: encoder delay and padding are recorded there, so that players give back the exact length.
/// 3. Bit-exact flags and no clock: the same samples give the same bytes.
/// </remarks>
internal sealed class FFmpegEncoder : IAudioEncoder
{
    private const int BlockLength = 16384;

    public bool CanEncode(AudioFormat format) => format is AudioFormat.Flac or AudioFormat.Mp3 or AudioFormat.Ogg or AudioFormat.Opus or AudioFormat.M4a;

    public Task EncodeAsync(AudioBuffer audio, string path, EncodingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        if (audio.Length == 0)
        {
            throw new OutputException(path, $"{Path.GetFileName(path)} cannot be written: there is not one sample to encode.");
        }

        return OutputFile.WriteAsync(path, temporary => RunAsync(audio, path, temporary, options, cancellationToken), cancellationToken);
    }

    private static async Task RunAsync(AudioBuffer audio, string path, string temporary, EncodingOptions options, CancellationToken cancellationToken)
    {
        var bits = options.Format == AudioFormat.Flac ? Math.Clamp(options.BitsPerSample / 8 * 8, 16, 24) : 32;
        var (exitCode, report) = await FFmpegRun.FeedAsync(
            options.FFmpegPath,
            Arguments(audio, bits, temporary, options),
            (stream, token) => FeedAsync(audio, bits, stream, token),
            cancellationToken).ConfigureAwait(false);
        if (report.Contains("No space left", StringComparison.OrdinalIgnoreCase))
        {
            throw OutputFile.DiskFull(path);
        }

        if (exitCode != 0 || !File.Exists(temporary) || new FileInfo(temporary).Length == 0)
        {
            throw new OutputException(path, $"{path} cannot be written: ffmpeg says \"{LastLine(report, temporary)}\".");
        }
    }

    private static List<string> Arguments(AudioBuffer audio, int bits, string temporary, EncodingOptions options)
    {
        var pcm = bits switch { 16 => "s16le", 24 => "s24le", _ => "f32le" };
        List<string> arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-protocol_whitelist", "pipe",
            "-f", pcm, "-ar", Number(audio.SampleRate), "-ac", Number(audio.ChannelCount), "-i", "pipe:0",
            "-map_metadata", "-1", "-threads", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
            .. Codec(options),
        ];
        foreach (var (name, text) in FileTags.ForFFmpeg(options.Format, options.Tags))
        {
            arguments.Add("-metadata");
            arguments.Add($"{name}={text}");
        }

        arguments.Add("file:" + temporary);
        return arguments;
    }

    private static string[] Codec(EncodingOptions options)
    {
        var bitRate = Number(Math.Clamp(options.KilobitsPerSecond, 32, 320)) + "k";
        return options.Format switch
        {
            AudioFormat.Flac => ["-c:a", "flac", "-compression_level", "5", "-f", "flac"],
            AudioFormat.Mp3 => ["-c:a", "libmp3lame", "-b:a", bitRate, "-write_xing", "1", "-id3v2_version", "3", "-f", "mp3"],
            AudioFormat.Ogg => ["-c:a", "libvorbis", "-b:a", bitRate, "-f", "ogg"],
            AudioFormat.Opus => ["-c:a", "libopus", "-b:a", bitRate, "-vbr", "on", "-f", "opus"],
            AudioFormat.M4a => ["-c:a", "aac", "-b:a", bitRate, "-movflags", "+faststart", "-f", "ipod"],
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "This encoder does not write the format."),
        };
    }

    private static async Task FeedAsync(AudioBuffer audio, int bits, Stream stream, CancellationToken cancellationToken)
    {
        var quantizer = new PcmQuantizer(bits);
        var block = new byte[BlockLength * quantizer.BytesPerSample * audio.ChannelCount];
        for (var start = 0; start < audio.Length; start += BlockLength)
        {
            var size = quantizer.Interleave(audio, start, Math.Min(BlockLength, audio.Length - start), block);
            await stream.WriteAsync(block.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
        }
    }

    private static string LastLine(string report, string temporary)
    {
        var line = report.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "nothing";
        return line.Replace("file:" + temporary, "the file", StringComparison.Ordinal).Replace(temporary, "the file", StringComparison.Ordinal).TrimEnd('.');
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
