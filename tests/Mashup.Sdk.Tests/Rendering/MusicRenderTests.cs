using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Tests.Rendering;

/// <summary>A voice over the looped and shifted band of another song, cut in the middle of sounds: what must hold of any mashup.</summary>
public sealed class MusicRenderTests
{
    private const double Rate = 1.03;

    private static readonly PlanClip[] Clips =
    [
        .. Enumerable.Range(0, 5).Select(i => Lane($"d{i}", 8 * i, 8, 40.11 + i % 2 * 4.03, StemKind.Drums, "b", -3)),
        .. Enumerable.Range(0, 4).Select(i => Lane($"b{i}", 10 * i, 10, 41.37 + i % 3 * 5.11, StemKind.Bass, "b", -4) with { Semitones = -1 }),
        Lane("o1", 0, 22.5, 52.2, StemKind.Other, "b", -3) with { Semitones = -1 },
        Lane("o2", 22.5, 17.5, 61.9, StemKind.Other, "b", -3) with { Semitones = -1 },
        Lane("v1", 6, 12.25, 33.3, StemKind.Vocals, "a", -2),
        Lane("v2", 19, 19, 48.8, StemKind.Vocals, "a", -2) with { FadeInBeats = 0.25, FadeOutBeats = 0.5 },
    ];

    private static readonly Lazy<Stems> Decoded = new(Decode);

    [SkippableFact]
    public async Task RenderAsync_Music_KeepsBalanceLevelAndPeaksAndHasNoOffset()
    {
        var sources = Sources();
        var mashup = await Render(sources, new RenderingOptions());

        double left = 0, right = 0;
        foreach (var clip in Clips)
        {
            var stem = await sources.GetStemAsync(clip.Track, clip.Stem, default);
            var (from, to) = ((int)(clip.Warp[0].Source * 44100), (int)(clip.Warp[1].Source * 44100));
            left += Math.Pow(10, clip.GainDb / 10) * TensorPrimitives.SumOfSquares<float>(stem.Channel(0)[from..to]);
            right += Math.Pow(10, clip.GainDb / 10) * TensorPrimitives.SumOfSquares<float>(stem.Channel(1)[from..to]);
        }

        Assert.Equal(10 * Math.Log10(left / right), Mix.PowerDb(mashup.Channel(0)) - Mix.PowerDb(mashup.Channel(1)), 0.5);
        var loudness = LoudnessAnalyzer.Measure(mashup, default).Loudness;
        Assert.Equal(-14, loudness.IntegratedLufs, 0.1);
        Assert.InRange(loudness.TruePeakDbtp, -6, -1);
        Assert.All((int[])[0, 1], c => Assert.Equal(0, mashup.Channel(c).ToArray().Average(x => (double)x), 1e-5));
    }

    [SkippableFact]
    public async Task RenderAsync_Music_JumpsAtNoEdgeFurtherThanItsStemsDo()
    {
        var sources = Sources();
        var mashup = await Render(sources, Mix.Plain);

        foreach (var edge in Clips.SelectMany(c => (double[])[c.StartBeat, c.StartBeat + c.Beats]).Distinct().Where(b => b is > 0 and < 40))
        {
            double most = 0;
            foreach (var clip in Clips.Where(c => c.StartBeat <= edge + 0.03 && c.StartBeat + c.Beats >= edge - 0.03))
            {
                var stem = await sources.GetStemAsync(clip.Track, clip.Stem, default);
                var there = clip.Warp[0].Source + (edge - clip.StartBeat) * 0.5 * Rate;
                most += Math.Pow(10, clip.GainDb / 20) * Jump(stem, (int)(there * 44100), 900);
            }

            Assert.True(Jump(mashup, (int)(edge * Mix.Beat), 330) <= most, $"at beat {edge}");
        }
    }

    private static PlanClip Lane(string id, double start, double beats, double source, StemKind stem, string track, double gainDb) =>
        Mix.Clip(id, start, beats, source, stem, track, Rate) with { GainDb = gainDb };

    private static Task<AudioBuffer> Render(Stems sources, RenderingOptions options) =>
        new TimelineRenderer(new PhaseVocoderStretcher()).RenderAsync(new RenderRequest(Mix.Plan(20, Clips), sources, options), null, default);

    private static Stems Sources() => Decoded.Value;

    private static Stems Decode()
    {
        AudioBuffer Stem(string name) => SharedData.Decode(SharedData.Require("corpus", "stems", name + ".ogg"));
        return new Stems(new AudioBuffer(44100, 2, 1))
            .With("a", StemKind.Vocals, Stem("d01_vocals"))
            .With("b", StemKind.Drums, Stem("d08_drums")).With("b", StemKind.Bass, Stem("d08_bass")).With("b", StemKind.Other, Stem("d08_other"));
    }

    private static float Jump(AudioBuffer audio, int centre, int reach)
    {
        var largest = 0f;
        for (var c = 0; c < 2; c++)
        {
            var samples = audio.Channel(c)[Math.Max(0, centre - reach)..Math.Min(audio.Length, centre + reach)];
            for (var i = 1; i < samples.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(samples[i] - samples[i - 1]));
            }
        }

        return largest;
    }
}
