using System.Diagnostics;
using System.Runtime.InteropServices;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Analysis.Beats;

/// <summary>The first minute of twenty songs, each in two of eight disguises: what a listener would not notice must not move tempo, key or beats.</summary>
[Trait("Category", "Quality")]
public sealed class BeatRobustnessTests
{
    private const int Rate = 44100;
    private const int MostSeconds = 60;
    private const double LeadSeconds = 3.217;

    [SkippableTheory]
    [InlineData("corpus/d01", "quiet", "mp3")]
    [InlineData("corpus/d02", "offset", "lead")]
    [InlineData("corpus/d03", "polarity", "noise")]
    [InlineData("corpus/d04", "swap", "48000")]
    [InlineData("corpus/d05", "mp3", "lead")]
    [InlineData("corpus/d06", "22050", "noise")]
    [InlineData("corpus/d07", "offset", "mp3")]
    [InlineData("corpus/d08", "32000", "lead")]
    [InlineData("corpus/d09", "noise", "offset")]
    [InlineData("corpus/d10", "mp3", "swap")]
    [InlineData("corpus/d11", "lead", "22050")]
    [InlineData("corpus/d12", "quiet", "noise")]
    [InlineData("corpus/d13", "polarity", "mp3")]
    [InlineData("corpus/d14", "lead", "48000")]
    [InlineData("corpus/d15", "32000", "noise")]
    [InlineData("corpus/d16", "offset", "quiet")]
    [InlineData("real/waterworks", "lead", "noise")]
    [InlineData("real/vibe_ace", "mp3", "offset")]
    [InlineData("real/lets_go_fishin", "22050", "lead")]
    [InlineData("real/outfoxing_the_fox", "polarity", "mp3")]
    public void Track_DisguisedSong_KeepsTempoKeyAndBeats(string song, string first, string second)
    {
        var whole = SharedData.Decode(SharedData.Require(song + ".ogg"));
        var audio = new AudioBuffer(Rate, [.. Enumerable.Range(0, 2).Select(c => whole.Channel(c)[..Math.Min(whole.Length, MostSeconds * Rate)].ToArray())]);
        var (grid, key) = Analyse(audio);

        foreach (var disguise in (string[])[first, second])
        {
            var (found, foundKey) = Analyse(Disguise(audio, disguise));

            Assert.Equal(1, found.Bpm / grid.Bpm, 0.005);
            Assert.Equal(key, foundKey);
            var shift = disguise == "lead" ? LeadSeconds : 0;
            var moved = grid.Beats.Select(t => found.Beats.Min(b => Math.Abs(b - shift - t))).Order().ElementAt(grid.Beats.Count / 2);
            Assert.True(moved < 0.010, $"{disguise} moves the beats by {moved * 1000:F1} ms at the median");
        }
    }

    private static (BeatGrid Grid, MusicalKey Key) Analyse(AudioBuffer audio)
    {
        var grid = new BarPointerBeatTracker().Track(audio, new OnsetFeatureExtractor().Extract(audio, default), default);
        return (grid, new ProfileKeyDetector().Detect(ChromaExtractor.Extract(audio, default), grid, default).Key);
    }

    private static AudioBuffer Disguise(AudioBuffer audio, string disguise)
    {
        var random = new Random(11);
        return disguise switch
        {
            "quiet" => Map(audio, (c, i) => 0.03f * audio.Channel(c)[i]),
            "offset" => Map(audio, (c, i) => audio.Channel(c)[i] + 0.1f),
            "polarity" => Map(audio, (c, i) => -audio.Channel(c)[i]),
            "swap" => Map(audio, (c, i) => audio.Channel(1 - c)[i]),
            "noise" => Map(audio, (c, i) => audio.Channel(c)[i] + 0.005f * (float)(random.NextDouble() - 0.5)),
            "lead" => new AudioBuffer(Rate, [.. Enumerable.Range(0, 2).Select(c => (float[])[.. new float[(int)(LeadSeconds * Rate)], .. audio.Channel(c)])]),
            "mp3" => ThroughMp3(audio),
            _ => Resampled(audio, int.Parse(disguise, System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private static AudioBuffer Map(AudioBuffer audio, Func<int, int, float> sample) =>
        new(Rate, [.. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, audio.Length).Select(i => sample(c, i)).ToArray())]);

    private static AudioBuffer Resampled(AudioBuffer audio, int rate) => new(
        Rate, [.. Enumerable.Range(0, 2).Select(c => Resampler.Resample(Resampler.Resample(audio.Channel(c), Rate, rate, default), rate, Rate, default))]);

    private static AudioBuffer ThroughMp3(AudioBuffer audio)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mp3");
        try
        {
            var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true };
            foreach (var argument in (string[])["-v", "error", "-f", "f32le", "-ac", "2", "-ar", "44100", "-i", "-", "-b:a", "128k", path])
            {
                start.ArgumentList.Add(argument);
            }

            var samples = new float[2 * audio.Length];
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = audio.Channel(i % 2)[i / 2];
            }

            using var process = Process.Start(start)!;
            process.StandardInput.BaseStream.Write(MemoryMarshal.AsBytes(samples.AsSpan()));
            process.StandardInput.Close();
            process.WaitForExit();
            return SharedData.Decode(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
