using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Scoring;

namespace Mashup.Sdk.Tests.Scoring;

public class MashupScorerTests
{
    [Fact]
    public void Score_HitsOnTheBeat_ScoresSyncAboveHitsBesideIt()
    {
        var plan = Plan();
        Assert.True(Score(Hits(0), plan).Sync > 80);
        Assert.True(Score(Hits(0.12), plan).Sync < 30);
    }

    [Fact]
    public void Score_ClippedAndLoud_MarksPeaksAndLoudness()
    {
        var audio = Hits(0);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = audio.Channel(1)[i] = Math.Clamp(audio.Channel(0)[i] * 40, -1.2f, 1.2f);
        }

        var report = Score(audio, Plan());
        Assert.True(report.Peaks < 60);
        Assert.Contains(report.Remarks, r => r.Contains("true peak", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-9, 0)]
    public void Score_Loudness_IsJudgedAgainstWhatWasAskedFor(double difference, double expected)
    {
        var audio = Hits(0);
        var asked = LoudnessAnalyzer.Measure(audio, default).Loudness.IntegratedLufs + difference;

        var report = Score(audio, Plan(), new LoudnessTarget(asked, -1));

        Assert.Equal(expected, report.Loudness);
        Assert.Equal(expected < 100, report.Remarks.Any(r => r.Contains("LUFS where", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(200000, 1)]
    [InlineData(300000, 0)]
    public void Score_AJumpInASmoothTone_IsAClickWhereAClipEnds(int at, int clicks)
    {
        var audio = new AudioBuffer(44100, 2, 441000);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = audio.Channel(1)[i] = 0.2f * (float)Math.Sin(i * 0.03) + (i > at ? 0.4f : 0);
        }

        var plan = Plan();
        var cut = plan with { Clips = [plan.Clips[0] with { Beats = 200000 / 22050.0 }, plan.Clips[1]] };
        Assert.Equal(clicks, Score(audio, cut).Remarks.Count(r => r.Contains("1 clicks, the first at 4.5 s", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(44100)]
    public void Score_SilenceOfAnyLength_DoesNotThrow(int length)
    {
        var report = Score(new AudioBuffer(44100, 2, length), Plan());
        Assert.InRange(report.Overall, 0, 60);
    }

    [Fact]
    public void Score_LayersInUnrelatedKeys_ReportsTheClash()
    {
        var plan = Plan();
        var clash = plan with { Clips = [plan.Clips[0], plan.Clips[1] with { Semitones = 1 }] };
        Assert.Equal(100, Score(Hits(0), plan).KeyClash);
        Assert.Equal(0, Score(Hits(0), clash).KeyClash);
    }

    [Fact]
    public void Score_ASongOnItsOwnAtItsOwnTempo_IsNotOutOfSync()
    {
        var plan = Plan();
        var alone = plan with { Clips = [plan.Clips[0] with { Stem = StemKind.Mix }] };
        Assert.Equal(100, Score(Hits(0.12), alone).Sync);
    }

    [Fact]
    public void Score_OneSectionOffTheBeat_IsNotHiddenByTheOther()
    {
        var plan = Plan();
        var drums = plan with
        {
            Sections = [new PlanSection(0, 10, SectionLabel.Verse), new PlanSection(10, 10, SectionLabel.Chorus)],
            Clips = [Clip("c1", "a", StemKind.Drums)],
        };
        Assert.True(Score(Hits(0), drums).Sync > 80);
        Assert.InRange(Score(Hits(0, lateFromBeat: 10), drums).Sync, 10, 40);
    }

    [Theory]
    [InlineData(0.3, 80, 100)]
    [InlineData(0.02, 0, 30)]
    public void Score_VoiceInTheMiddleOfABand_IsHeardOrMasked(float voice, double least, double most)
    {
        var plan = Plan();
        var sung = plan with { Clips = [.. plan.Clips, Clip("c3", "a", StemKind.Vocals) with { Beats = 10, Warp = [new WarpPoint(0, 0), new WarpPoint(10, 5)] }] };
        var audio = new AudioBuffer(44100, 2, 441000);
        var random = new Random(1);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = audio.Channel(1)[i] =
                0.4f * (random.NextSingle() - 0.5f) + (i < 220500 ? voice * (float)Math.Sin(i * 0.1) : 0);
        }

        Assert.InRange(Score(audio, sung).VocalMasking, least, most);
    }

    private static AudioBuffer Hits(double late, int lateFromBeat = int.MaxValue)
    {
        const double Late = 0.12;
        var audio = new AudioBuffer(44100, 2, 441000);
        for (var beat = 0; beat < 20; beat++)
        {
            var start = (int)((beat * 0.5 + (beat >= lateFromBeat ? Late : late)) * 44100);
            for (var i = 0; i < 8000 && start + i < audio.Length; i++)
            {
                audio.Channel(0)[start + i] = audio.Channel(1)[start + i] = 0.3f * (float)(Math.Exp(-i / 2000d) * Math.Sin(i * 0.05));
            }
        }

        return audio;
    }

    private static MashupPlan Plan() => new()
    {
        Seed = 1,
        Bpm = 120,
        Key = new MusicalKey(0, Mode.Major),
        DurationSeconds = 10,
        Tracks = [new PlanTrack("a", "a.wav", "", 120, new MusicalKey(0, Mode.Major)), new PlanTrack("b", "b.wav", "", 120, new MusicalKey(0, Mode.Major))],
        Sections = [new PlanSection(0, 20, SectionLabel.Verse)],
        Clips = [Clip("c1", "a", StemKind.Bass), Clip("c2", "b", StemKind.Other)],
        Score = new PlanScore(50, 0.5, 0.5, 0.5),
        Rationale = [],
    };

    private static PlanClip Clip(string id, string track, StemKind stem) =>
        new() { Id = id, Track = track, Stem = stem, StartBeat = 0, Beats = 20, Warp = [new WarpPoint(0, 0), new WarpPoint(20, 10)] };

    private static QualityReport Score(AudioBuffer audio, MashupPlan plan, LoudnessTarget? wanted = null) =>
        MashupScorer.Score(audio, plan, wanted ?? new LoudnessTarget(-14, -1), () => LoudnessAnalyzer.Measure(audio, default).Loudness, default);
}
