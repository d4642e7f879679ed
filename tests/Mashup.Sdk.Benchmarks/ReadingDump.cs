using System.Text.Json;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Decoding;

namespace Mashup.Sdk.Benchmarks;

/// <summary>Writes the metrical readings of songs, from which training/beats/fit.py fits the weights of the reading model.</summary>
internal static class ReadingDump
{
    /// <summary>One &lt;song&gt;.json in a folder for each audio file.</summary>
    public static async Task WriteAsync(string folder, IEnumerable<string> files)
    {
        Directory.CreateDirectory(folder);
        var reader = new AudioFileReader([new WavDecoder(), new FFmpegDecoder()], new DecodingOptions());
        foreach (var file in files)
        {
            var audio = (await reader.ReadAsync(file, CancellationToken.None)).Audio;
            var song = SongReadings.Of(audio, new OnsetFeatureExtractor().Extract(audio, default), SoundingSpan.Of(audio), default);
            var chains = song.Chains.Select(c => new { period = c.Period, times = c.Times.Select(t => t + song.Origin) });
            var readings = song.Readings.Select(r => new { chain = r.Chain, half = r.HalfShift, meter = r.Meter, phase = r.Phase, features = r.Features });
            await using var output = File.Create(Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".json"));
            await JsonSerializer.SerializeAsync(output, new { chains, readings });
        }
    }
}
