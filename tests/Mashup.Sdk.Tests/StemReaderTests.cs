using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;
using Mashup.Sdk.Tests.Planning;

namespace Mashup.Sdk.Tests;

public class StemReaderTests
{
    [Fact]
    public void Read_TonesInTheStems_AreTheirChroma()
    {
        var stems = new StemSet(Tone(440), Tone(1000), Tone(65.41), Tone(329.63), 0.7);
        var readings = StemReader.Read(stems, SyntheticAnalysis.Song(120, seconds: 8), CancellationToken.None);
        Assert.Equal(0.7, readings.VocalClarity);
        foreach (var (voice, band) in readings.Voice.Zip(readings.Band).Skip(2).SkipLast(2))
        {
            Assert.Equal(9, Array.IndexOf(voice, voice.Max()));
            Assert.Equal([0, 4], band.Index().OrderByDescending(c => c.Item).Take(2).Select(c => c.Index).Order());
        }
    }

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var readings = new StemReadings([[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5f]], [new float[12]], 0.25);
        var parsed = StemReader.Parse(StemReader.Write(readings))!;
        Assert.Equal(readings.Voice, parsed.Voice);
        Assert.Equal(readings.Band, parsed.Band);
        Assert.Equal(0.25, parsed.VocalClarity);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    public void Parse_OtherBytes_IsNothing(int length) => Assert.Null(StemReader.Parse(new byte[length]));

    private static AudioBuffer Tone(double hz)
    {
        var audio = new AudioBuffer(44100, 2, 8 * 44100);
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = audio.Channel(1)[i] = 0.2f * (float)Math.Sin(2 * Math.PI * hz * i / 44100);
        }

        return audio;
    }
}
