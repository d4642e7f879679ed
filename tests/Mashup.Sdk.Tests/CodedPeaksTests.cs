using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mastering;
using Mashup.Sdk.Tests.Rendering;
using Microsoft.Extensions.Options;

namespace Mashup.Sdk.Tests;

/// <summary>Loud masters as lossy files: their true peaks, as ffmpeg decodes them.</summary>
public sealed class CodedPeaksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-peaks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("out.mp3", -9, 192)]
    [InlineData("out.mp3", -14, 64)]
    [InlineData("out.m4a", -9, 192)]
    public async Task WriteAsync_LoudOrThinlyCodedMashup_ComesBackWithPeaksOfHalfADecibelOverItsCeilingAtMost(string name, double lufs, int kilobits)
    {
        var options = new MashupOptions();
        options.Rendering.TargetLufs = lufs;
        options.Encoding.KilobitsPerSecond = kilobits;
        var sut = CreateSut(options);
        var path = Path.Combine(_folder, name);
        var master = Drums();
        master = MasteringChain.Process(master, lufs, sut.Rendering(path).CeilingDbtp, _ => { }, default);

        await sut.WriteAsync(master, path, Mix.Plan(master.DurationSeconds), default);

        Assert.InRange(Decibels(SharedData.Decode(path)), -3, -0.4);
    }

    [Fact]
    public async Task SettleAsync_OnePeakComesBackTooHigh_TurnsThatMomentDownAlone()
    {
        // A coder that makes the second second's click louder by 2 dB, whatever it is given.
        var audio = Mix.Make(3, (i, _) => 0.01f * (float)Math.Sin(i * 0.05) + 0.78f * (float)(Math.Exp(-Math.Pow((i % 44100 - 20050) / 50.0, 2)) * Math.Cos((i % 44100 - 20050) * 0.2)));
        Task Code(AudioBuffer sound, string file)
        {
            var coded = Mix.Make(3, (i, c) => sound.Channel(c)[i] * (i / 44100 == 1 ? 1.2589f : 1));
            return new WavEncoder().EncodeAsync(coded, file, OutputWriter.FloatWav, default);
        }

        var settled = await new CodedPeaks(Reader()).SettleAsync(audio, -1, Code, default);

        Assert.Equal(-1 - 2 - 0.25, Decibels(settled, 44100..88200), 0.1);
        Assert.Equal(Decibels(audio), Decibels(settled, ..44100), 0.1);
        Assert.True(audio.Channel(0)[..63000].SequenceEqual(settled.Channel(0)[..63000]));
        Assert.True(audio.Channel(1)[65500..].SequenceEqual(settled.Channel(1)[65500..]));
    }

    [Theory]
    [InlineData(AudioFormat.Wav, -9, 192, false)]
    [InlineData(AudioFormat.Flac, -9, 64, false)]
    [InlineData(AudioFormat.Mp3, -14, 192, false)]
    [InlineData(AudioFormat.Mp3, -23, 320, false)]
    [InlineData(AudioFormat.Mp3, -13, 320, true)]
    [InlineData(AudioFormat.Opus, -14, 128, true)]
    public void IsUncertain_LouderOrThinnerThanUsual_AsksForATrial(AudioFormat format, double lufs, int kilobits, bool expected) =>
        Assert.Equal(expected, CodingHeadroom.IsUncertain(format, lufs, kilobits));

    private static OutputWriter CreateSut(MashupOptions options) =>
        new([new WavEncoder(), new FFmpegEncoder()], new CodedPeaks(Reader()), Options.Create(options));

    private static AudioFileReader Reader() => new([new WavDecoder(), new FFmpegDecoder()], new DecodingOptions());

    private static AudioBuffer Drums()
    {
        var random = new Random(3);
        return Mix.Make(8, (i, c) =>
        {
            double beat = i % 22050, bar = i % 5512;
            return (float)(0.8 * Math.Sin(60 * Math.Log(1 + beat / 900)) * Math.Exp(-beat / 5000) + 0.5 * (random.NextDouble() - 0.5) * Math.Exp(-bar / 600)
                + 0.1 * Math.Sin(i * (0.03 + 0.001 * c)));
        });
    }

    private static double Decibels(AudioBuffer audio, Range? part = null)
    {
        var cut = new AudioBuffer(audio.SampleRate, [.. Enumerable.Range(0, audio.ChannelCount).Select(c => audio.Channel(c)[part ?? Range.All].ToArray())]);
        return 20 * Math.Log10(TruePeaks.Of(cut, default).Max());
    }
}
