using Mashup.Sdk.Artwork;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Microsoft.Extensions.Options;

namespace Mashup.Sdk;

/// <summary>Writes finished audio: the encoder by the file's extension, tags from the plan.</summary>
internal sealed class OutputWriter(IEnumerable<IAudioEncoder> encoders, CodedPeaks peaks, IOptions<MashupOptions> options)
{
    // What a coded mashup may exceed its ceiling by.
    private const double CodedDb = 0.5;

    /// <summary>The files of a job's variants; refuses at once what could only fail at the end.</summary>
    public static IReadOnlyList<string> Reserve(string output, int variants)
    {
        _ = FormatOf(output);
        var folder = Path.GetDirectoryName(Path.GetFullPath(output));
        if (!Directory.Exists(folder))
        {
            throw new OutputException(output, $"There is no folder {folder} to write {Path.GetFileName(output)} into; create it first.");
        }

        if (Directory.Exists(output))
        {
            throw new OutputException(output, $"{output} is a folder; name the file to write.");
        }

        return variants == 1 ? [output] : [.. Enumerable.Range(1, variants).Select(v => Numbered(output, v))];
    }

    /// <summary>The file name of a variant: <c>out.mp3</c> becomes <c>out-1.mp3</c>.</summary>
    public static string Numbered(string output, int variant) =>
        Path.Combine(Path.GetDirectoryName(output) ?? "", FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(output)}-{variant}{Path.GetExtension(output)}"));

    /// <summary>Settings of stems: nothing rounded, so that they still sum to the mix.</summary>
    public static EncodingOptions FloatWav { get; } = new() { Format = AudioFormat.Wav, BitsPerSample = 32 };

    /// <summary>Settings of a rendering that is to be written to a file: its peaks leave room for those that coding adds.</summary>
    public RenderingOptions Rendering(string path)
    {
        var rendering = options.Value.Rendering;
        return rendering.WithHeadroom(CodingHeadroom.Of(FormatOf(path), rendering.TargetLufs));
    }

    /// <summary>Writes audio in the format of the file's extension, with the tags of the plan it was rendered from, if any.</summary>
    public async Task WriteAsync(AudioBuffer audio, string path, MashupPlan? plan, CancellationToken cancellationToken)
    {
        var settings = options.Value.Encoding;
        audio = plan is null ? audio : await SettledAsync(audio, FormatOf(path), cancellationToken).ConfigureAwait(false);
        await WriteAsync(
            audio,
            path,
            new EncodingOptions
            {
                Format = FormatOf(path),
                BitsPerSample = settings.BitsPerSample,
                KilobitsPerSecond = settings.KilobitsPerSecond,
                FFmpegPath = settings.FFmpegPath,
                Tags = plan is null ? settings.Tags : TagsOf(plan),
                Cover = plan is null || !settings.Cover.IsEmpty ? settings.Cover : await DrawCoverAsync(audio, path, plan, cancellationToken).ConfigureAwait(false),
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes audio as the settings say.</summary>
    public Task WriteAsync(AudioBuffer audio, string path, EncodingOptions settings, CancellationToken cancellationToken)
    {
        var encoder = encoders.FirstOrDefault(e => e.CanEncode(settings.Format))
            ?? throw new MissingComponentException(MashupStage.Encode, settings.Format.ToString(), $"No encoder writes {settings.Format} files.");
        return encoder.EncodeAsync(audio, path, settings, cancellationToken);
    }

    private async Task<AudioBuffer> SettledAsync(AudioBuffer audio, AudioFormat format, CancellationToken cancellationToken)
    {
        var (rendering, settings) = (options.Value.Rendering, options.Value.Encoding);
        if (!rendering.Mastering || !CodingHeadroom.IsUncertain(format, rendering.TargetLufs, settings.KilobitsPerSecond))
        {
            return audio;
        }

        var trial = new EncodingOptions { Format = format, KilobitsPerSecond = settings.KilobitsPerSecond, FFmpegPath = settings.FFmpegPath };
        return await peaks.SettleAsync(
            audio, rendering.CeilingDbtp + CodedDb, (sound, file) => WriteAsync(sound, file, trial, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> DrawCoverAsync(AudioBuffer audio, string path, MashupPlan plan, CancellationToken cancellationToken)
    {
        if (FormatOf(path) == AudioFormat.Wav)
        {
            return default;
        }

        try
        {
            var canvas = Canvas.Of(CoverArt.Draw(audio, plan));
            return await JpegImage.EncodeAsync(canvas.Pixels, canvas.Width, options.Value.Encoding.FFmpegPath, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A mashup without a cover is still a mashup.
            return default;
        }
    }

    private static AudioFormat FormatOf(string path) =>
        AudioFormats.FromExtension(Path.GetExtension(path))
        ?? throw new OutputException(path, $"{Path.GetFileName(path)} has no known extension; use .wav, .flac, .mp3, .ogg, .opus or .m4a.");

    private static Dictionary<string, string> TagsOf(MashupPlan plan) => new()
    {
        ["title"] = string.Join(" × ", plan.Tracks.Select(t => Path.GetFileNameWithoutExtension(t.File))),
        ["bpm"] = FormattableString.Invariant($"{plan.Bpm:0}"),
        ["key"] = plan.Key.ToString(),
        ["software"] = "Mashup.Sdk",
    };
}
