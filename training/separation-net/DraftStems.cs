using System.Runtime.InteropServices;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Training.Separation;

/// <summary>The built-in separator's stems of many mixes: what a network that refines them is shown beside each mix.</summary>
internal static class DraftStems
{
    /// <summary>Beside every FOLDER/*/mix.wav that has none yet, writes draft.f16: vocals, drums and bass, each left then right, half-precision samples, little-endian.</summary>
    public static async Task WriteAsync(string folder)
    {
        var reader = new AudioFileReader([new WavDecoder()], new DecodingOptions());
        var separator = new CentreAwareSeparator();
        foreach (var mix in Directory.EnumerateFiles(folder, "mix.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var draft = Path.Combine(Path.GetDirectoryName(mix)!, "draft.f16");
            if (!File.Exists(draft))
            {
                var song = (await reader.ReadRecordingAsync(mix, SurroundSound.Fold, CancellationToken.None)).Audio;
                var stems = await separator.SeparateAsync(song, null, CancellationToken.None);
                await using (var file = File.Create(draft + ".new"))
                {
                    Write(file, [stems.Vocals, stems.Drums, stems.Bass]);
                }

                File.Move(draft + ".new", draft);
            }
        }
    }

    private static void Write(Stream file, IReadOnlyList<AudioBuffer> stems)
    {
        foreach (var stem in stems)
        {
            var halves = new Half[stem.Length];
            for (var channel = 0; channel < stem.ChannelCount; channel++)
            {
                System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(stem.Channel(channel), halves);
                file.Write(MemoryMarshal.AsBytes<Half>(halves));
            }
        }
    }
}
