using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk.Tests.Rendering;

public sealed class VoiceBalanceTests
{
    [Theory]
    [InlineData(-1.5, 0)]
    [InlineData(1.5, 0)]
    [InlineData(-5, 3)]
    [InlineData(5, -3)]
    [InlineData(-20, 4)]
    public async Task ApplyAsync_VoiceAboveTheBed_IsMovedToWhereVoicesStand(double above, double expected)
    {
        var sources = new Stems(Mix.Noise(30, 1), Mix.Noise(30, 2));
        var plan = Plan(above);

        var balanced = await VoiceBalance.ApplyAsync(plan, sources, default);

        Assert.Equal(above - 6 + expected, balanced.Clips[1].GainDb, 0.11);
        Assert.Equal(plan.Clips[0], balanced.Clips[0]);
        Assert.Equal(expected != 0, balanced.Rationale.Count > plan.Rationale.Count);
    }

    [Fact]
    public async Task ApplyAsync_Twice_ChangesNothingMore()
    {
        var sources = new Stems(Mix.Noise(30, 1), Mix.Noise(30, 2));
        var once = await VoiceBalance.ApplyAsync(Plan(-5), sources, default);

        var twice = await VoiceBalance.ApplyAsync(once, sources, default);

        Assert.Equal(once.Clips.Select(c => c.GainDb), twice.Clips.Select(c => c.GainDb));
    }

    [Fact]
    public async Task ApplyAsync_VoiceWithoutBedOrSilent_IsLeftAlone()
    {
        var sources = new Stems(Mix.Noise(30, 1)).With("b", StemKind.Vocals, new AudioBuffer(44100, 2, 44100));
        var alone = Mix.Plan(16, Mix.Clip("voice", 8, 16, 3, StemKind.Vocals));
        var silent = Mix.Plan(16, Mix.Clip("bed", 0, 32, 1, StemKind.Drums), Mix.Clip("voice", 8, 16, 3, StemKind.Vocals, "b"));

        Assert.Equal(alone.Clips, (await VoiceBalance.ApplyAsync(alone, sources, default)).Clips);
        Assert.Equal(silent.Clips, (await VoiceBalance.ApplyAsync(silent, sources, default)).Clips);
    }

    // Equal noises: their levels differ as their gains do.
    private static MashupPlan Plan(double above) => Mix.Plan(
        16,
        Mix.Clip("bed", 0, 32, 1, StemKind.Drums) with { GainDb = -6 },
        Mix.Clip("voice", 8, 16, 3, StemKind.Vocals, "b", rate: 1.04) with { GainDb = above - 6 });
}
