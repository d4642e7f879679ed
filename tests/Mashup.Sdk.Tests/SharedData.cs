using System.Diagnostics;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests;

/// <summary>Music that lies beside the checkout, for tests only; a test that needs it skips with a reason where it is absent.</summary>
internal static class SharedData
{
    /// <summary>Root of the repository.</summary>
    public static string Repository { get; } = Up(AppContext.BaseDirectory, d => File.Exists(Path.Combine(d, "Mashup.Sdk.sln")))
        ?? throw new InvalidOperationException("The tests run from inside the repository.");

    /// <summary>The path of a file under ../shared, or a skip.</summary>
    public static string Require(params string[] parts)
    {
        var path = Path.Combine([Path.GetDirectoryName(Repository)!, "shared", .. parts]);
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"{Path.Combine(parts)} is not beside this checkout.");
        return path;
    }

    /// <summary>Decodes with ffmpeg alone, as an oracle that shares no code with the product: 44.1 kHz stereo.</summary>
    public static AudioBuffer Decode(string path)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-v", "error", "-i", path, "-f", "f32le", "-ac", "2", "-ar", "44100", "-"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ffmpeg failed on {path}");
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        var buffer = new AudioBuffer(44100, 2, samples.Length / 2);
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer.Channel(0)[i] = samples[2 * i];
            buffer.Channel(1)[i] = samples[2 * i + 1];
        }

        return buffer;
    }

    private static string? Up(string? directory, Func<string, bool> found)
    {
        while (directory is not null && !found(directory))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory;
    }
}
