using Mashup.Sdk.Analysis;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Analysis;

public sealed class SongIntakeTests
{
    [Theory]
    [InlineData(44100, 2, 700_000, 4096)]
    [InlineData(44100, 2, 2 * 262_144, 100_000)]
    [InlineData(44100, 1, 300_001, 300_001)]
    [InlineData(48000, 2, 600_000, 7919)]
    [InlineData(22050, 1, 150_000, 10_000)]
    public void Analyze_BlockByBlock_GivesTheBytesOfTheWholeSong(int sampleRate, int channels, int length, int block)
    {
        var song = Song(sampleRate, channels, length);
        var intake = new SongIntake(CancellationToken.None);
        intake.Expect(length / 2);
        for (var start = 0; start < length; start += block)
        {
            var end = Math.Min(length, start + block);
            intake.Add(new AudioBuffer(sampleRate, [.. Enumerable.Range(0, channels).Select(c => song.Channel(c)[start..end].ToArray())]));
        }

        var analyzer = TrackAnalyzerTests.CreateSut();
        var piecewise = analyzer.Analyze(intake.Finish(), null, CancellationToken.None);
        var whole = analyzer.Analyze(Stereo44k(song), null, CancellationToken.None);

        Assert.Equal(AnalysisArtefact.Write(whole), AnalysisArtefact.Write(piecewise));
    }

    [Fact]
    public void Finish_OfNothing_IsAnEmptySong()
    {
        var material = new SongIntake(CancellationToken.None).Finish();

        Assert.Equal(0, material.Mono.Length);
        Assert.Empty(TrackAnalyzerTests.CreateSut().Analyze(material, null, CancellationToken.None).Beats.Beats);
    }

    [Fact]
    public void Add_SamplesThatAreNoNumbers_DoNotThrow()
    {
        var intake = new SongIntake(CancellationToken.None);
        var noise = Enumerable.Range(0, 400_000).Select(i => i % 1000 == 0 ? float.NaN : 0.1f * MathF.Sin(i)).ToArray();
        intake.Add(new AudioBuffer(44100, [noise]));

        var analysis = TrackAnalyzerTests.CreateSut().Analyze(intake.Finish(), null, CancellationToken.None);

        Assert.True(double.IsFinite(analysis.Loudness.IntegratedLufs));
    }

    /// <summary>What the engine makes of a song that it decodes whole.</summary>
    private static AudioBuffer Stereo44k(AudioBuffer song)
    {
        var channels = Enumerable.Range(0, song.ChannelCount).Select(c => Resampler.Resample(song.Channel(c), song.SampleRate, 44100, default)).ToArray();
        return new AudioBuffer(44100, [channels[0], channels[^1]]);
    }

    private static AudioBuffer Song(int sampleRate, int channels, int length)
    {
        var random = new Random(3);
        var song = new AudioBuffer(sampleRate, channels, length);
        for (var i = 0; i < length; i++)
        {
            var time = (double)i / sampleRate;
            var beat = Math.Exp(-12 * (time % 0.5)) * (random.NextDouble() - 0.5);
            for (var c = 0; c < channels; c++)
            {
                song.Channel(c)[i] = (float)(0.6 * beat + 0.2 * Math.Sin(2 * Math.PI * (c == 0 ? 220 : 330) * time));
            }
        }

        return song;
    }
}
