using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk.Tests.Rendering;

public sealed class PlanFuzzTests
{
    private static readonly double[] Absurd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, -1, 0, 1e-300, 99999, -99999];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task RenderAsync_WildPlan_RendersFiniteSoundOrRefusesInASentence(int seed)
    {
        var random = new Random(seed);
        var sources = new Stems(Mix.Noise(3, seed, 1f), Mix.Make(2, (i, _) => i % 1000 == 0 ? float.NaN : i % 777 == 0 ? float.PositiveInfinity : 0.5f))
        {
            Balance = seed switch { 1 => null, 2 => new SongBalance(double.NaN, double.NegativeInfinity), _ => new SongBalance(-9, 3) },
        };
        int rendered = 0, refused = 0;
        for (var i = 0; i < 60; i++)
        {
            var plan = Wild(random, absurd: i % 2 == 0 ? 0 : 0.05);
            try
            {
                var output = await Mix.Render(plan, sources, new RenderingOptions { DuckingDb = random.Next(10), Mastering = i % 4 == 0 });
                Assert.Equal((int)Math.Round(plan.DurationSeconds * plan.SampleRate), output.Length);
                Assert.True(output.Channel(0).ToArray().All(float.IsFinite) && output.Channel(1).ToArray().All(float.IsFinite));
                rendered++;
            }
            catch (MashupException e)
            {
                Assert.Equal(MashupStage.Render, e.Stage);
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.True(rendered >= 20 && refused >= 5, $"{rendered} rendered, {refused} refused");
    }

    public static TheoryData<string, PlanClip> Impossible { get; } = new()
    {
        { "song \"zz\"", Mix.Clip("c", 0, 4, 0, track: "zz") },
        { "start", Mix.Clip("c", 0, 4, 0) with { StartBeat = double.NaN } },
        { "gain", Mix.Clip("c", 0, 4, 0) with { GainDb = 1000 } },
        { "pitch shift", Mix.Clip("c", 0, 4, 0) with { Semitones = double.PositiveInfinity } },
        { "no warp points", Mix.Clip("c", 0, 4, 0) with { Warp = [] } },
        { "do not ascend", Mix.Clip("c", 0, 4, 0) with { Warp = [new(0, 1), new(1, 1)] } },
        { "times as fast", Mix.Clip("c", 0, 4, 0) with { Warp = [new(0, 0), new(1, 100)] } },
        { "\"wobble\"", Mix.Clip("c", 0, 4, 0) with { Automation = [new Automation("wobble", [new(0, 0)])] } },
        { "do not ascend", Mix.Clip("c", 0, 4, 0) with { Automation = [new Automation(Automation.GainDb, [new(1, 0), new(0, 0)])] } },
        { "stem", Mix.Clip("c", 0, 4, 0) with { Stem = (StemKind)17 } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task RenderAsync_ImpossibleClip_NamesTheClipAndTheReason(string reason, PlanClip clip)
    {
        var e = await Assert.ThrowsAsync<MashupException>(() => Mix.Render(Mix.Plan(2, clip), new Stems(Mix.Noise(1, 1))));

        Assert.Contains("Clip \"c\"", e.Message, StringComparison.Ordinal);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private static MashupPlan Wild(Random random, double absurd)
    {
        double Value(double low, double high) => random.NextDouble() < absurd ? Absurd[random.Next(Absurd.Length)] : low + (high - low) * random.NextDouble();

        Automation Course(string parameter) => new(
            parameter,
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(
                k => new AutomationPoint(Value(k, k + 0.9), Value(Automation.Parameters[parameter].Least, Automation.Parameters[parameter].Most)))]);

        PlanClip Clip(int index)
        {
            double start = Value(-4, 8), source = Value(-1, 4), rate = Value(0.5, 1.7);
            return new PlanClip
            {
                Id = $"c{index}",
                Track = random.NextDouble() < absurd ? "nobody" : random.Next(2) == 0 ? "a" : "b",
                Stem = (StemKind)random.Next(random.NextDouble() < absurd ? 9 : 6),
                StartBeat = start,
                Beats = Value(0, 12),
                Semitones = random.Next(3) == 0 ? Value(-12, 12) : 0,
                GainDb = random.Next(4) == 0 ? Value(-200, 24) : Value(-20, 6),
                FadeInBeats = random.Next(2) == 0 ? Value(0, 14) : 0,
                FadeOutBeats = random.Next(2) == 0 ? Value(0, 14) : 0,
                Warp = [.. Enumerable.Range(0, random.Next(1, 5)).Select(k => new WarpPoint(start + k, source + k * 0.5 * rate))],
                Automation = [.. Automation.Parameters.Keys.Where(_ => random.Next(4) == 0).Select(Course)],
            };
        }

        return Mix.Plan(Value(0, 4), [.. Enumerable.Range(0, random.Next(12) == 0 ? 50 : random.Next(8)).Select(Clip)]) with { Bpm = Value(60, 200) };
    }
}
