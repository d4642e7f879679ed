using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>Writes FLAC, MP3, Ogg Vorbis, Opus and AAC through the ffmpeg program.</summary>
/// <remarks>
/// 1. Samples go through a pipe as raw PCM: quantised here for FLAC (the same dither as WAV), as floats for the lossy formats.
/// 2. ffmpeg writes a temporary file, which it may seek in: encoder delay and padding are recorded there, so that players give back the exact length.
/// 3. Bit-exact flags and no clock: the same samples give the same bytes.
/// 4. LAME turns the level down as its table of presets says, to leave room for the peaks that coding adds; it is turned up again, since a mashup's master
///    has left that room already (<see cref="CodingHeadroom"/>).
/// 5. AAC goes without noise substitution: at these bit rates it costs 1 to 2.5 dB of accuracy and adds peaks.
/// 6. MPEG-4 says where the sound begins and how long it is (an edit list), but many players, ffmpeg among them, play the last frame to its end. So the sound is
///    moved to end with a frame: silence goes before it, and its times go back by as much, into the part that the edit list leaves out.
/// 7. Cover and exact MPEG-4 times are asked for first; an ffmpeg that cannot give them is asked for the sound alone.
/// </remarks>
internal sealed class FFmpegEncoder : IAudioEncoder
{
    private const int BlockLength = 16384;
    private const int AacFrame = 1024;

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
        using var cover = CoverFile.Create(options, temporary);
        var silence = options.Format == AudioFormat.M4a ? (AacFrame - audio.Length % AacFrame) % AacFrame : 0;
        var (exitCode, report) = await RunAsync([.. cover.Input], [.. Exact(audio, options, silence), .. cover.Output], silence).ConfigureAwait(false);
        if (exitCode != 0)
        {
            (exitCode, report) = await RunAsync([], ["-map_metadata", "-1"], 0).ConfigureAwait(false);
        }

        if (report.Contains("No space left", StringComparison.OrdinalIgnoreCase))
        {
            throw OutputFile.DiskFull(path);
        }

        if (exitCode != 0 || !File.Exists(temporary) || new FileInfo(temporary).Length == 0)
        {
            throw new OutputException(path, $"{path} cannot be written: ffmpeg says \"{LastLine(report, temporary)}\".");
        }

        Task<(int ExitCode, string Report)> RunAsync(string[] input, string[] output, int silent) => FFmpegRun.FeedAsync(
            options.FFmpegPath,
            Arguments(audio, bits, temporary, options, input, output),
            async (stream, token) =>
            {
                await stream.WriteAsync(new byte[silent * audio.ChannelCount * sizeof(float)], token).ConfigureAwait(false);
                await FeedAsync(audio, bits, Gain(options), stream, token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static List<string> Arguments(AudioBuffer audio, int bits, string temporary, EncodingOptions options, string[] input, string[] output)
    {
        var pcm = bits switch { 16 => "s16le", 24 => "s24le", _ => "f32le" };
        List<string> arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-protocol_whitelist", "pipe",
            "-f", pcm, "-ar", Number(audio.SampleRate), "-ac", Number(audio.ChannelCount), "-i", "pipe:0",
            .. input, .. output, "-threads", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
            .. Codec(options),
        ];
        foreach (var (name, text) in FileTags.ForFFmpeg(options.Format, options.Tags))
        {
            // ffmpeg names itself as the encoder of an Ogg stream unless the stream says otherwise.
            arguments.Add(options.Format is AudioFormat.Ogg or AudioFormat.Opus && name == "encoder" ? "-metadata:s:a:0" : "-metadata");
            arguments.Add($"{name}={text}");
        }

        arguments.Add("file:" + temporary);
        return arguments;
    }

    // Beginning and end in samples rather than milliseconds, so that no player cuts the last frame; the silence before the sound is no part of it.
    private static string[] Exact(AudioBuffer audio, EncodingOptions options, int silence) =>
        options.Format == AudioFormat.M4a ? ["-movie_timescale", Number(audio.SampleRate), "-bsf:a", $"setts=ts=TS-{Number(silence)}"] : [];

    private static float Gain(EncodingOptions options) => options.Format != AudioFormat.Mp3 ? 1 : 1 / (options.KilobitsPerSecond switch
    {
        < 176 => 0.95f,
        < 208 => 0.97f,
        < 240 => 0.98f,
        _ => 1,
    });

    private static string[] Codec(EncodingOptions options)
    {
        var bitRate = Number(Math.Clamp(options.KilobitsPerSecond, 32, 320)) + "k";
        return options.Format switch
        {
            AudioFormat.Flac => ["-c:a", "flac", "-compression_level", "5", "-f", "flac"],
            AudioFormat.Mp3 => ["-c:a", "libmp3lame", "-b:a", bitRate, "-write_xing", "1", "-id3v2_version", "3", "-f", "mp3"],
            AudioFormat.Ogg => ["-c:a", "libvorbis", "-b:a", bitRate, "-f", "ogg"],
            AudioFormat.Opus => ["-c:a", "libopus", "-b:a", bitRate, "-vbr", "on", "-f", "opus"],
            AudioFormat.M4a => ["-c:a", "aac", "-aac_pns", "0", "-b:a", bitRate, "-movflags", "+faststart", "-f", "ipod"],
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "This encoder does not write the format."),
        };
    }

    private static async Task FeedAsync(AudioBuffer audio, int bits, float gain, Stream stream, CancellationToken cancellationToken)
    {
        var quantizer = new PcmQuantizer(bits);
        var block = new byte[BlockLength * quantizer.BytesPerSample * audio.ChannelCount];
        for (var start = 0; start < audio.Length; start += BlockLength)
        {
            var size = quantizer.Interleave(audio, start, Math.Min(BlockLength, audio.Length - start), block);
            Scale(block.AsSpan(0, size), gain);
            await stream.WriteAsync(block.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Scale(Span<byte> floats, float gain)
    {
        if (gain != 1)
        {
            var samples = MemoryMarshal.Cast<byte, float>(floats);
            TensorPrimitives.Multiply(samples, gain, samples);
        }
    }

    private static string LastLine(string report, string temporary)
    {
        var line = report.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "nothing";
        return line.Replace("file:" + temporary, "the file", StringComparison.Ordinal).Replace(temporary, "the file", StringComparison.Ordinal).TrimEnd('.');
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
