using System.Text.Json;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Decoding;

namespace Mashup.Sdk.Benchmarks;

/// <summary>Writes the chroma and the estimated beats of WAVE files as JSON, the input of training/chords/fit.py.</summary>
internal static class ChromaDump
{
    /// <summary>Writes <c>OUT/song.json</c> for every <c>song.wav</c> at 44.1 kHz; <paramref name="args"/> are OUT and the files.</summary>
    public static async Task Run(IReadOnlyList<string> args)
    {
        Directory.CreateDirectory(args[0]);
        foreach (var path in args.Skip(1))
        {
            var audio = await new WavDecoder().DecodeAsync(path, new DecodingOptions(), CancellationToken.None);
            var beats = new BarPointerBeatTracker().Track(audio, new OnsetFeatureExtractor().Extract(audio, default), default);
            var chroma = ChromaExtractor.Extract(audio, default);
            await using var file = File.Create(Path.Combine(args[0], Path.GetFileNameWithoutExtension(path) + ".json"));
            await JsonSerializer.SerializeAsync(file, new
            {
                durationSeconds = audio.DurationSeconds,
                beats = beats.Beats,
                downbeats = beats.Downbeats,
                tuningHz = chroma.TuningHz,
                framesPerSecond = chroma.FramesPerSecond,
                treble = chroma.Treble,
                bass = chroma.Bass,
            });
        }
    }
}
