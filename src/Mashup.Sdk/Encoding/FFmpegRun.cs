using System.Diagnostics;
using System.Text;
using Mashup.Sdk.FFmpeg;

namespace Mashup.Sdk.Encoding;

/// <summary>One run of ffmpeg that is fed through its standard input.</summary>
/// <remarks>No shell is involved: every argument reaches ffmpeg as it is. A cancelled or failed run leaves no process behind.</remarks>
internal static class FFmpegRun
{
    private const int LongestReport = 8192;

    /// <summary>Starts ffmpeg, lets <paramref name="feed"/> write its standard input and waits for it to end.</summary>
    /// <returns>The exit code and what ffmpeg said on its standard error.</returns>
    /// <exception cref="MissingComponentException">ffmpeg is not installed.</exception>
    public static async Task<(int ExitCode, string Report)> FeedAsync(
        string program, IEnumerable<string> arguments, Func<Stream, CancellationToken, Task> feed, CancellationToken cancellationToken)
    {
        using var process = FFmpegProgram.Start(program, arguments, MashupStage.Encode);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var report = ReadReportAsync(process.StandardError, cancellationToken);
            await FeedAsync(process.StandardInput.BaseStream, feed, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            return (process.ExitCode, await report.ConfigureAwait(false));
        }
        finally
        {
            await EndAsync(process).ConfigureAwait(false);
        }
    }

    private static async Task FeedAsync(Stream input, Func<Stream, CancellationToken, Task> feed, CancellationToken cancellationToken)
    {
        try
        {
            await using (input.ConfigureAwait(false))
            {
                await feed(input, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // ffmpeg closed its end: its exit code and report say why.
        }
    }

    private static async Task<string> ReadReportAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var report = new StringBuilder();
        var block = new char[1024];
        int count;
        while ((count = await reader.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            report.Append(block, 0, Math.Min(count, LongestReport - report.Length));
        }

        return report.ToString();
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }
}
