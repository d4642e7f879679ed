namespace Mashup.Sdk.Encoding;

/// <summary>Makes JPEG of pixels through the ffmpeg program.</summary>
internal static class JpegImage
{
    /// <summary>Encodes a picture.</summary>
    /// <param name="pixels">Red, green, blue; rows from the top.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="program">The ffmpeg program.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<byte[]> EncodeAsync(byte[] pixels, int width, string program, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Path.GetTempPath(), $"mashup-{Guid.NewGuid():N}.jpg");
        var size = FormattableString.Invariant($"{width}x{pixels.Length / 3 / width}");
        string[] arguments =
        [
            "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-protocol_whitelist", "pipe",
            "-f", "rawvideo", "-pixel_format", "rgb24", "-video_size", size, "-i", "pipe:0",
            "-frames:v", "1", "-threads", "1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-flags:v", "+bitexact", "-sws_flags", "+bitexact+accurate_rnd",
            "-f", "mjpeg", "file:" + file,
        ];
        try
        {
            var (exitCode, report) = await FFmpegRun.FeedAsync(program, arguments, (stream, token) => stream.WriteAsync(pixels, token).AsTask(), cancellationToken)
                .ConfigureAwait(false);
            return exitCode == 0 ? await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false)
                : throw new OutputException(file, $"A picture cannot be made: ffmpeg says \"{report.Trim()}\".");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
