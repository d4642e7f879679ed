using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.FFmpeg;

/// <summary>Finds and starts the ffmpeg program.</summary>
internal static class FFmpegProgram
{
    /// <summary>Starts ffmpeg with its standard output and error redirected, and its standard input too where it encodes.</summary>
    /// <param name="program">A name looked up on the PATH, and nowhere else, or a path.</param>
    /// <param name="arguments">Passed on as they are, through no shell.</param>
    /// <param name="stage">Decode or encode.</param>
    /// <exception cref="MissingComponentException">There is no such program.</exception>
    public static Process Start(string program, IEnumerable<string> arguments, MashupStage stage)
    {
        var start = new ProcessStartInfo(Locate(program) ?? throw Missing(program, stage, null), arguments)
        {
            RedirectStandardInput = stage == MashupStage.Encode,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };

        // Would write a log file into the current folder, or colour codes into the messages.
        start.Environment.Remove("FFREPORT");
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw Missing(program, stage, e);
        }
    }

    // Not left to the framework, which would run an ffmpeg lying in the current folder.
    private static string? Locate(string program)
    {
        if (program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
        {
            return File.Exists(program) ? Path.GetFullPath(program) : null;
        }

        var file = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) && !Path.HasExtension(program) ? program + ".exe" : program;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    private static MissingComponentException Missing(string program, MashupStage stage, Exception? cause) => new(
        stage,
        "ffmpeg",
        $"ffmpeg is not installed{(program == "ffmpeg" ? "" : $" at {program}")}; install it with \"apt-get install ffmpeg\", "
            + $"\"brew install ffmpeg\" or \"winget install Gyan.FFmpeg\", or {(stage == MashupStage.Encode ? "write" : "give the songs as")} WAV, which needs none.",
        cause);
}
