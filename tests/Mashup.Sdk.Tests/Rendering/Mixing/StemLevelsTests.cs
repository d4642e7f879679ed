using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Rendering.Mixing;

public sealed class StemLevelsTests
{
    [Fact]
    public void Measure_VoiceAsLoudAsItsBand_IsHalfOfTheSong()
    {
        var silence = new AudioBuffer(44100, 2, 20 * 44100);

        var balance = StemLevels.Measure(new StemSet(Mix.Noise(20, 1), Mix.Noise(20, 2), silence, silence, 1))!;

        Assert.Equal(-3.01, balance.VocalsLu, 0.1);
        Assert.Equal(-3.01, balance.BandLu, 0.1);
    }

    [Fact]
    public void Measure_VoiceForAQuarterOfTheTime_IsMeasuredWhereItSings()
    {
        var random = new Random(3);
        var silence = new AudioBuffer(44100, 2, 40 * 44100);
        var voice = Mix.Make(40, (i, _) => i / 44100 % 16 < 4 ? 0.25f * (2 * random.NextSingle() - 1) : 0);

        var balance = StemLevels.Measure(new StemSet(voice, Mix.Noise(40, 2), silence, silence, 1))!;

        // Of the song the loud quarter is 3 dB over the rest, and half of it is the voice.
        Assert.Equal(-10 * Math.Log10(1.25), balance.VocalsLu, 0.3);
    }

    [Fact]
    public void Measure_SilenceOrAMoment_IsNoBalance()
    {
        AudioBuffer silence = new(44100, 2, 5 * 44100), moment = new(44100, 2, 1);

        Assert.Null(StemLevels.Measure(new StemSet(silence, silence, silence, silence, 1)));
        Assert.Null(StemLevels.Measure(new StemSet(moment, moment, moment, moment, 1)));
    }

    [Theory]
    [InlineData(StemKind.Vocals, -7.5, -1, 3)]
    [InlineData(StemKind.Vocals, -1.5, -1, -3)]
    [InlineData(StemKind.Vocals, -13, -1, 6)]
    [InlineData(StemKind.Vocals, -20, -1, 0)]
    [InlineData(StemKind.Drums, -4, -0.2, -1.5)]
    [InlineData(StemKind.Instrumental, -4, -2.7, 1)]
    [InlineData(StemKind.Mix, -9, -0.2, 0)]
    public void GainDb_GivesBackWhatASongDiffersFromOthers(StemKind stem, double vocals, double band, double expected) =>
        Assert.Equal(expected, StemLevels.GainDb(new SongBalance(vocals, band), stem), 1e-9);

    [Fact]
    public void GainDb_BalanceThatIsNoNumber_LeavesThePlanAsItIs()
    {
        Assert.Equal(0, StemLevels.GainDb(new SongBalance(double.NaN, 0), StemKind.Vocals));
        Assert.Equal(0, StemLevels.GainDb(new SongBalance(0, double.NaN), StemKind.Bass));
    }

    [Fact]
    public void GainDb_UnknownBalance_LeavesThePlanAsItIs() => Assert.Equal(0, StemLevels.GainDb(null, StemKind.Vocals));

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    public void ClipMixer_SetsStemsLevelOnlyWhenMastering(bool mastering, double expectedDb)
    {
        var run = RunLayout.Make(Mix.Plan(4, Mix.Clip("c", 0, 8, 0, StemKind.Drums) with { GainDb = -2 }), 4 * 44100)[0];
        var sound = new AudioBuffer(44100, 2, RunSound.LeadIn + 4 * 44100);
        sound.Channel(0).Fill(0.25f);

        var mixed = ClipMixer.Render(run.Clips[0], run, new RenderedRun(sound, 10 * 44100, 0, 3), new ClipContext(Mix.Beat, null, mastering), default);

        Assert.Equal(expectedDb - 2, 20 * Math.Log10(mixed.Sound.Channel(0)[44100] / 0.25), 1e-4);
    }
}
