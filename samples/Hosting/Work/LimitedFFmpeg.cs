namespace Mashup.Hosting.Work;

/// <summary>Has ffmpeg run with limits on memory and processor time, where there is a shell that can set them.</summary>
internal static class LimitedFFmpeg
{
    private const int MemoryKilobytes = 2_000_000;
    private const int CpuSeconds = 300;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Path of a program that is ffmpeg within limits; ffmpeg itself elsewhere than on Linux.</summary>
    public static string Install(HostingOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            return options.FFmpeg;
        }

        var folder = Directory.CreateDirectory(options.InData("bin")).FullName;
        var path = Path.Combine(folder, "ffmpeg");

        // "$@" hands every argument on as it is: no file name is ever read as a command.
        var script = $"#!/bin/sh\nulimit -v {MemoryKilobytes} -t {CpuSeconds} -c 0 2>/dev/null\nexec '{options.FFmpeg.Replace("'", "'\\''", StringComparison.Ordinal)}' \"$@\"\n";
        if (!File.Exists(path) || File.ReadAllText(path) != script)
        {
            var unfinished = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllText(unfinished, script);
            File.SetUnixFileMode(unfinished, OwnerOnly);
            File.Move(unfinished, path, overwrite: true);
        }

        return path;
    }
}
