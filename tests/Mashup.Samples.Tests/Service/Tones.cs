using System.Buffers.Binary;

namespace Mashup.Samples.Tests.Service;

/// <summary>WAV files that take no time to make.</summary>
internal static class Tones
{
    private const int Rate = 22050;

    /// <summary>A file of three seconds of clicks over a tone.</summary>
    public static string Short(int number)
    {
        var file = Path.Combine(Folder.Value, $"tone-{number}.wav");
        File.WriteAllBytes(file, Wav(3, number));
        return file;
    }

    /// <summary>A whole WAV file, 16 bit, mono.</summary>
    public static byte[] Wav(double seconds, int number = 1)
    {
        var samples = (int)(seconds * Rate);
        var file = new byte[44 + 2 * samples];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 2 * Rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), 2 * samples);
        for (var i = 0; i < samples; i++)
        {
            var click = i % (Rate / 2) < 200 ? 12000 : 0;
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + 2 * i), (short)(click + 6000 * Math.Sin(i * 220 * number * Math.Tau / Rate)));
        }

        return file;
    }

    private static readonly Lazy<string> Folder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("mashup-tones-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });
}
