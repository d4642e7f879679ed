using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Mashup.Sdk.Tests.Decoding;

/// <summary>A folder of audio files made for one test class, removed with it.</summary>
public sealed class AudioFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-decoding-").FullName;

    /// <summary>Path of a file in the folder, there or not.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Six seconds of a chord with a beat, as ffmpeg encodes it.</summary>
    public string Encode(string name, params string[] options) => Song(name, 6, options);

    /// <summary>A chord with a beat, as ffmpeg encodes it.</summary>
    public string Song(string name, double seconds, params string[] options)
    {
        var path = this[name];
        if (!File.Exists(path))
        {
            FFmpeg(["-i", Original(seconds), .. options, "file:" + path]);
        }

        return path;
    }

    private string Original(double seconds)
    {
        var path = this[FormattableString.Invariant($"original-{seconds}.source")];
        if (!File.Exists(path))
        {
            var random = new Random(1);
            var samples = new float[2 * (int)(44100 * seconds)];
            for (var i = 0; i < samples.Length; i += 2)
            {
                var beat = MathF.Exp(-(i / 2 % 22050) / 7000f);
                samples[i] = 0.3f * beat * MathF.Sin(i * (float)(220 * Math.PI / 44100));
                samples[i + 1] = 0.3f * MathF.Sin(i * (float)(330 * Math.PI / 44100)) + 0.05f * beat * (random.NextSingle() - 0.5f);
            }

            var data = MemoryMarshal.AsBytes<float>(samples).ToArray();
            File.WriteAllBytes(path, WavBytes.Riff(WavBytes.Chunk("fmt ", WavBytes.Format(3, 2, 44100, 32)), WavBytes.Chunk("data", data)));
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
