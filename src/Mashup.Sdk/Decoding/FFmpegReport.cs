using System.Globalization;
using System.Text.RegularExpressions;

namespace Mashup.Sdk.Decoding;

/// <summary>What ffmpeg says on standard error while it decodes: the length the container declares, and what is wrong with the file.</summary>
internal sealed partial class FFmpegReport
{
    private bool _estimated;
    private int _audioStreams;
    private int _otherStreams;

    /// <summary>Length the container states; <see langword="null"/> where it states none or ffmpeg only guesses it from the bit rate.</summary>
    public TimeSpan? Declared { get; private set; }

    /// <summary>Whether the declared length is that of the song: a film's may be that of its pictures.</summary>
    public bool DeclaresTheSong => Declared is not null && _otherStreams == 0 && _audioStreams == 1;

    /// <summary>Packets that could not be decoded.</summary>
    public int LostPackets { get; private set; }

    /// <summary>The first thing that went wrong, in ffmpeg's words.</summary>
    public string? FirstError { get; private set; }

    /// <summary>Reads to the end of the stream.</summary>
    /// <param name="lines">Standard error, written with the log level in front of each message.</param>
    /// <param name="onDeclared">Called as soon as the declared length is known.</param>
    public async Task ReadAsync(TextReader lines, Action<TimeSpan> onDeclared)
    {
        var decoding = false;
        while (await lines.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            if (Failure().Match(line) is { Success: true } failure)
            {
                FirstError ??= failure.Groups[1].Value.Trim();
                LostPackets += LostPacket().IsMatch(line) ? 1 : 0;
            }
            else if (decoding)
            {
                continue;
            }
            else if (line.Contains("Estimating duration", StringComparison.Ordinal))
            {
                _estimated = true;
            }
            else if (!_estimated && DurationLine().Match(line) is { Success: true } duration)
            {
                Declared = TimeSpan.FromSeconds(
                    3600 * Number(duration.Groups[1]) + 60 * Number(duration.Groups[2]) + Number(duration.Groups[3]));
                onDeclared(Declared.Value);
            }
            else if (line.Contains("Stream mapping:", StringComparison.Ordinal) || line.Contains("Output #0", StringComparison.Ordinal))
            {
                decoding = true;
            }
            else if (line.Contains("Stream #0:", StringComparison.Ordinal))
            {
                _audioStreams += line.Contains(" Audio: ", StringComparison.Ordinal) ? 1 : 0;
                _otherStreams += line.Contains(" Video: ", StringComparison.Ordinal) && !line.Contains("(attached pic)", StringComparison.Ordinal) ? 1 : 0;
            }
        }
    }

    private static double Number(Group group) => double.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[info\]\s+Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")]
    private static partial Regex DurationLine();

    // The words of version 5 and of 6 and later.
    [GeneratedRegex("Error while decoding|Error submitting packet")]
    private static partial Regex LostPacket();

    // "[mp3 @ 0x55d0] [error] Header missing": the component is optional.
    [GeneratedRegex(@"^(?:\[[^\]]* @ 0x[0-9a-f]+\] )*\[(?:error|fatal|panic)\] (.*)$")]
    private static partial Regex Failure();
}
