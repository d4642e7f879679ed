using System.Diagnostics;
using System.Text;

namespace Mashup.Sdk.Tests.Decoding;

/// <summary>A folder of audio files made for one test class, removed with it.</summary>
public sealed class AudioFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-decoding-").FullName;

    /// <summary>Path of a file in the folder, there or not.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Two seconds and more of a chord with a beat, as ffmpeg encodes it.</summary>
    public string Encode(string name, params string[] options) => Song(name, 6, options);

    /// <summary>A chord with a beat, as ffmpeg encodes it.</summary>
    public string Song(string name, double seconds, params string[] options)
    {
        var path = this[name];
        if (!File.Exists(path))
        {
            FormattableString sound = $"aevalsrc=0.3*sin(440*PI*t)*exp(-3*mod(t\\,0.5))|0.3*sin(660*PI*t)+0.05*random(0):s=44100:d={seconds}";
            FFmpeg(["-f", "lavfi", "-i", FormattableString.Invariant(sound), .. options, "file:" + path]);
        }

        return path;
    }

    /// <summary>Runs ffmpeg, an oracle that shares no code with the product.</summary>
    public static byte[] FFmpeg(params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    /// <summary>The first part of another file.</summary>
    public string Cut(string path, double share, string name)
    {
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(this[name], bytes[..(int)(bytes.Length * share)]);
        return this[name];
    }

    /// <summary>A file of given bytes.</summary>
    public string Bytes(string name, params byte[][] parts)
    {
        File.WriteAllBytes(this[name], [.. parts.SelectMany(p => p)]);
        return this[name];
    }

    /// <summary>A file of text.</summary>
    public string Text(string name, string text)
    {
        File.WriteAllText(this[name], text, new UTF8Encoding(false));
        return this[name];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
