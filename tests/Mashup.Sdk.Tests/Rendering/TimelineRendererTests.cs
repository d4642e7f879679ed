using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk.Tests.Rendering;

public sealed class TimelineRendererTests
{
    [Fact]
    public async Task RenderAsync_OneUnalteredClip_GivesItsSourceBack()
    {
        var source = Mix.Noise(6, 1);

        var output = await Mix.Render(Mix.Plan(6, Mix.Clip("c", 0, 12, 0)), new Stems(source));

        Assert.Equal(source.Length, output.Length);
        Assert.True(Mix.Difference(source, 0, output, 0, source.Length) < -90);
    }

    [Fact]
    public async Task RenderAsync_ClipFromTheMiddle_KeepsTheAttackItBeginsWith()
    {
        var source = Mix.Noise(6, 2);

        var output = await Mix.Render(Mix.Plan(4, Mix.Clip("c", 2, 4, 3)), new Stems(source));

        Assert.True(Mix.Difference(source, 3 * 44100, output, 44100, 2 * 44100 - 221) < -90);
        Assert.Equal(0, output.Channel(0)[..(44100 - 221)].ToArray().Max(Math.Abs));
        Assert.Equal(0, output.Channel(0)[(3 * 44100)..].ToArray().Max(Math.Abs));
    }

    [Fact]
    public async Task RenderAsync_StretchedClip_PutsWarpPointsOnTheirBeats()
    {
        // A click at source second 1.5 must sound at beat 3 of a 120 BPM plan although the song is 20 % slower.
        var source = Mix.Make(5, (i, _) => i == 66150 ? 1 : 0);
        var clip = Mix.Clip("c", 1, 6, 0) with { Warp = [new(1, 0.3), new(3, 1.5), new(4, 2.1)] };

        var output = await Mix.Render(Mix.Plan(4, clip), new Stems(source));

        Assert.Equal(3 * Mix.Beat, output.Channel(0).ToArray().Select(Math.Abs).ToList().IndexOf(output.Channel(0).ToArray().Max(Math.Abs)), 2.0);
    }

    [Fact]
    public async Task RenderAsync_CrossfadeOfTheSameSound_Nulls()
    {
        var source = Mix.Noise(10, 3);
        var first = Mix.Clip("1", 0, 8, 0) with { FadeOutBeats = 4 };
        var second = Mix.Clip("2", 4, 12, 2) with { FadeInBeats = 4 };

        var output = await Mix.Render(Mix.Plan(8, first, second), new Stems(source));

        Assert.True(Mix.Difference(source, 0, output, 0, output.Length - 300) < -90);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.1)]
    public async Task RenderAsync_ClipsThatContinueEachOther_AreOneSound(double rate)
    {
        var source = Mix.Noise(12, 4);
        var whole = Mix.Clip("w", 0, 16, 1, rate: rate);
        var parts = Enumerable.Range(0, 4).Select(i => Mix.Clip($"p{i}", 4 * i, 4, 1 + 2 * i * rate, rate: rate)).ToArray();

        var expected = await Mix.Render(Mix.Plan(8, whole), new Stems(source));
        var actual = await Mix.Render(Mix.Plan(8, parts), new Stems(source));

        Assert.True(Mix.Difference(expected, 0, actual, 0, expected.Length) < -90);
    }

    [Fact]
    public async Task RenderAsync_LoopOfASteadyTone_DoesNotDipOrClickAtTheCut()
    {
        // The loop's cut meets the tone in another phase, as cuts do.
        var source = Mix.Sine(6, 440);
        var clips = Enumerable.Range(0, 4).Select(i => Mix.Clip($"l{i}", 2 * i, 2, 1.0001)).ToArray();

        var output = await Mix.Render(Mix.Plan(4, clips), new Stems(source));

        Assert.True(LargestStep(output, Mix.Beat, 6 * Mix.Beat) < 0.25f * 2 * Math.PI * 440 / 44100 * 1.5);
    }

    [Fact]
    public async Task RenderAsync_HardCuts_DoNotClick()
    {
        var source = Mix.Sine(6, 300);

        var output = await Mix.Render(Mix.Plan(4, Mix.Clip("c", 0.37, 3.21, 1.234), Mix.Clip("d", 5.1, 9, 0.5)), new Stems(source));

        // No step beyond what the tone and a fade of 5 ms make.
        Assert.True(LargestStep(output, 0, output.Length) < 0.25 * (2 * Math.PI * 300 / 44100 + Math.PI / 2 / 220));
        Assert.True(Math.Abs(output.Channel(0)[0]) < 1e-3 && Math.Abs(output.Channel(0)[^1]) < 4e-3);
    }

    [Fact]
    public async Task RenderAsync_GainAutomationWithAStep_IsFreeOfZipperNoise()
    {
        var source = Mix.Sine(4, 100);
        var step = new Automation(Automation.GainDb, [new(0, 0), new(4, 0), new(4, -12), new(8, -12)]);
        var clip = Mix.Clip("c", 0, 8, 0) with { GainDb = -6, Automation = [step] };

        var output = await Mix.Render(Mix.Plan(4, clip), new Stems(source));

        Assert.Equal(-6, Mix.PowerDb(output.Channel(0)[Mix.Beat..(2 * Mix.Beat)]) - Mix.PowerDb(source.Channel(0)[Mix.Beat..(2 * Mix.Beat)]), 0.01);
        Assert.Equal(-18, Mix.PowerDb(output.Channel(0)[(5 * Mix.Beat)..(6 * Mix.Beat)]) - Mix.PowerDb(source.Channel(0)[..Mix.Beat]), 0.01);
        Assert.True(LargestStep(output, 1000, 7 * Mix.Beat) < 0.125 * (2 * Math.PI * 100 / 44100 + 1.0 / 200));
    }

    [Fact]
    public async Task RenderAsync_TwoAutomationsOfOneParameter_ActTogether()
    {
        Automation Gain(double db) => new(Automation.GainDb, [new(0, db)]);
        Automation Send(double share) => new(Automation.ReverbSend, [new(0, share)]);
        var clip = Mix.Clip("c", 0, 8, 0);

        async Task<AudioBuffer> Rendered(params Automation[] automation) => await Mix.Render(Mix.Plan(4, clip with { Automation = automation }), new Stems(Mix.Sine(4, 100)));

        Assert.True(Mix.Difference(await Rendered(Gain(-9)), 0, await Rendered(Gain(-6), Gain(-3)), 0, 4 * 44100) < -100);
        Assert.True(Mix.Difference(await Rendered(Send(0.75)), 0, await Rendered(Send(0.5), Send(0.25)), 0, 4 * 44100) < -100);
    }

    [Fact]
    public async Task RenderAsync_FilterAutomation_TakesOutWhatItShould()
    {
        var low = Mix.Clip("c", 0, 8, 0) with { Automation = [new Automation(Automation.HighPassHz, [new(0, 20), new(2, 20), new(4, 400)])] };
        var high = Mix.Clip("c", 0, 8, 0) with { Automation = [new Automation(Automation.LowPassHz, [new(0, 20000), new(2, 20000), new(4, 1000)])] };

        var bass = await Mix.Render(Mix.Plan(4, low), new Stems(Mix.Sine(4, 100)));
        var treble = await Mix.Render(Mix.Plan(4, high), new Stems(Mix.Sine(4, 4000)));

        foreach (var output in (AudioBuffer[])[bass, treble])
        {
            var before = Mix.PowerDb(output.Channel(0)[2000..(2 * Mix.Beat - 2000)]);
            Assert.Equal(Mix.PowerDb(Mix.Sine(1, 100).Channel(0)), before, 0.1);
            Assert.Equal(-48, Mix.PowerDb(output.Channel(0)[(5 * Mix.Beat)..(8 * Mix.Beat - 500)]) - before, 2.0);
        }
    }

    [Fact]
    public async Task RenderAsync_VocalsOfAnotherSong_DuckTheBedOnlyWhileTheySound()
    {
        Stems sources = new(Mix.Sine(20, 2000), Mix.Sine(20, 2000));
        var bed = Mix.Clip("bed", 0, 32, 0, StemKind.Instrumental);
        // The voice is in quadrature to the bed (a quarter period later), so that the powers add.
        var voice = Mix.Clip("voice", 8, 8, 4 + 1 / 8000.0, StemKind.Vocals, "b") with { GainDb = -20 };
        var options = new RenderingOptions { Mastering = false, DuckingDb = 6 };

        var other = await Mix.Render(Mix.Plan(16, bed, voice), sources, options);
        var own = await Mix.Render(Mix.Plan(16, bed, voice with { Track = "a" }), sources, options);
        var off = await Mix.Render(Mix.Plan(16, bed, voice), sources, Mix.Plain);

        double Level(AudioBuffer output, double from, double to) => Mix.PowerDb(output.Channel(0)[(int)(from * Mix.Beat)..(int)(to * Mix.Beat)]);
        Assert.Equal(-6, Level(other, 9, 15) - Level(off, 9, 15), 0.3);
        Assert.Equal(0, Level(other, 1, 7) - Level(off, 1, 7), 0.001);
        Assert.Equal(0, Level(other, 18, 31) - Level(off, 18, 31), 0.001);
        Assert.Equal(0, Level(own, 9, 15) - Level(off, 9, 15), 0.001);
        Assert.True(Level(other, 7.9, 8) - Level(off, 7.9, 8) < -3);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1500)]
    [InlineData(3000)]
    [InlineData(4000)]
    public async Task RenderAsync_DefaultDucking_ClearsTheBandThatWordsAreUnderstoodBy(double hz)
    {
        Stems sources = new Stems(Mix.Sine(20, hz)).With("b", StemKind.Vocals, Mix.Noise(20, 9));
        var bed = Mix.Clip("bed", 0, 32, 0, StemKind.Instrumental);
        var voice = Mix.Clip("voice", 8, 8, 4, StemKind.Vocals, "b");
        var options = new RenderingOptions { Mastering = false };

        var both = await Mix.Render(Mix.Plan(16, bed, voice), sources, options);
        var alone = await Mix.Render(Mix.Plan(16, voice), sources, options);

        var source = (await sources.GetStemAsync("a", StemKind.Mix, default)).Channel(0)[..44100].ToArray();

        double Bed(double from, double to)
        {
            var difference = new float[(int)((to - from) * Mix.Beat)];
            var start = (int)(from * Mix.Beat);
            System.Numerics.Tensors.TensorPrimitives.Subtract(both.Channel(0).Slice(start, difference.Length), alone.Channel(0).Slice(start, difference.Length), difference);
            return Mix.PowerDb(difference) - Mix.PowerDb(source);
        }

        Assert.InRange(Bed(9, 15), -5.1, -2.4);
        Assert.Equal(0, Bed(1, 7), 0.01);
        Assert.Equal(0, Bed(19, 31), 0.01);
        // It comes back slowly: a tenth of a second moves it by less than a decibel and a half.
        Assert.All(Enumerable.Range(0, 20), i => Assert.True(Math.Abs(Bed(15 + 0.2 * i, 15.2 + 0.2 * i) - Bed(15.2 + 0.2 * i, 15.4 + 0.2 * i)) < 1.5));
    }

    [Fact]
    public async Task RenderAsync_Twice_GivesTheSameBytesInAscendingSteps()
    {
        Stems sources = new(Mix.Noise(20, 5), Mix.Noise(20, 6));
        var clips = Enumerable.Range(0, 12).Select(i => Mix.Clip(
            $"c{i}", 2 * i, 5, i % 7, i % 3 == 0 ? StemKind.Vocals : StemKind.Drums, i % 2 == 0 ? "a" : "b", 1 + 0.01 * i)).ToArray();
        var steps = new Steps();

        var first = await Mix.Render(Mix.Plan(15, clips), sources, new RenderingOptions(), steps);
        var second = await Mix.Render(Mix.Plan(15, clips), sources, new RenderingOptions());

        Assert.True(first.Channel(0).SequenceEqual(second.Channel(0)) && first.Channel(1).SequenceEqual(second.Channel(1)));
        Assert.True(steps.Count > 10 && steps.Zip(steps.Skip(1)).All(s => s.Second > s.First) && steps[^1] == 1);
    }

    [Fact]
    public async Task RenderAsync_Cancelled_StopsAndSaysSo()
    {
        using var stop = new CancellationTokenSource();
        var clips = Enumerable.Range(0, 20).Select(i => Mix.Clip($"c{i}", i, 2, i % 5, rate: 1.1)).ToArray();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Mix.Render(Mix.Plan(10, clips), new Stems(Mix.Noise(10, 7)), new RenderingOptions(), new Steps(_ => stop.Cancel()), token: stop.Token));
    }

    [Fact]
    public async Task RenderAsync_SourceAtAnotherRate_SaysWhichStem()
    {
        var plan = Mix.Plan(2, Mix.Clip("c", 0, 4, 0)) with { SampleRate = 48000 };

        var e = await Assert.ThrowsAsync<MashupException>(() => Mix.Render(plan, new Stems(Mix.Noise(2, 8))));

        Assert.Contains("Mix of song \"a\"", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(441)]
    public async Task RenderAsync_TinyPlanAndSource_IsAsLongAsThePlanSays(int samples)
    {
        var output = await Mix.Render(Mix.Plan(samples / 44100.0, Mix.Clip("c", 0, 4, 0)), new Stems(new AudioBuffer(44100, 1, 1)), new RenderingOptions());

        Assert.Equal(samples, output.Length);
    }

    private static double LargestStep(AudioBuffer audio, int from, int to)
    {
        var samples = audio.Channel(0)[from..to].ToArray();
        return samples.Zip(samples.Skip(1)).Max(s => Math.Abs(s.Second - (double)s.First));
    }

    private sealed class Steps(Action<double>? then = null) : List<double>, IProgress<double>
    {
        public void Report(double value)
        {
            Add(value);
            then?.Invoke(value);
        }
    }
}
