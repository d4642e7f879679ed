using System.ComponentModel;
using System.Diagnostics;
using System.Text;

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
        using var process = new Process { StartInfo = StartInfo(program, arguments) };
        Start(process, program);
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

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    private static void Start(Process process, string program)
    {
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new MissingComponentException(
                MashupStage.Encode,
                "ffmpeg",
                $"{program} could not be started; install ffmpeg (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg) "
                    + "or write WAV, which needs none.",
                e);
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
