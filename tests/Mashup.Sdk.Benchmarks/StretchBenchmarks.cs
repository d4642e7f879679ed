using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Benchmarks;

/// <summary>Half a minute of stereo, stretched and shifted in both qualities, beside the Fourier transforms alone and, where they are installed, Rubber Band and SoundTouch.</summary>
/// <remarks>Times real time = 30 s / mean. The peers' runs include starting a process and reading and writing a WAV file: a few per cent.</remarks>
[ShortRunJob]
[MemoryDiagnoser]
public class StretchBenchmarks
{
    private const int Rate = 44100;
    private const int Seconds = 30;

    private readonly PhaseVocoderStretcher _stretcher = new();
    private AudioBuffer _music = null!;
    private string _file = "";

    [Params(1.1, 1)]
    public double Tempo { get; set; }

    private double Semitones => Tempo == 1 ? 2 : 0;

    /// <summary>A chord under a click track: tones and attacks, different on both sides.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _music = new AudioBuffer(Rate, 2, Seconds * Rate);
        for (var i = 0; i < _music.Length; i++)
        {
            var t = (double)i / Rate;
            var noise = (random.NextSingle() - 0.5f) * (float)Math.Exp(-30 * (t % 0.5));
            var chord = Math.Sin(2 * Math.PI * 220 * t) + Math.Sin(2 * Math.PI * 277.2 * t);
            _music.Channel(0)[i] = 0.4f * noise + (float)(0.1 * chord);
            _music.Channel(1)[i] = 0.3f * noise + (float)(0.1 * (chord + Math.Sin(2 * Math.PI * 329.6 * t)));
        }

        _file = Path.Combine(Path.GetTempPath(), $"stretch-benchmark-{Environment.ProcessId}.wav");
        WriteWave(_file, _music);
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(_file);

    [Benchmark(Baseline = true)]
    public AudioBuffer Best() => Stretch(StretchQuality.Best);

    [Benchmark]
    public AudioBuffer Fast() => Stretch(StretchQuality.Fast);

    /// <summary>The floor under <see cref="Best"/>: two transforms of 8192 there and one back per channel and frame of 30 ms.</summary>
    [Benchmark]
    public float BestTransformsAlone() => Transforms(8192, 0.03);

    /// <summary>The floor under <see cref="Fast"/>: the same of 4096 every 31 ms.</summary>
    [Benchmark]
    public float FastTransformsAlone() => Transforms(4096, 0.0309);

    [Benchmark]
    public int RubberBandR3() => Run("rubberband", "-3", "-q", Argument($"-T{Tempo}"), Argument($"-p{Semitones}"), _file, _file + ".out.wav");

    [Benchmark]
    public int SoundTouch() => Run("soundstretch", _file, _file + ".out.wav", Argument($"-tempo={(Tempo - 1) * 100}"), Argument($"-pitch={Semitones}"));

    private float Transforms(int size, double hopSeconds)
    {
        var fft = new RealFft(size);
        float[] frame = new float[size], re = new float[fft.Bins], im = new float[fft.Bins];
        for (var at = 0.0; at < Seconds / Tempo; at += hopSeconds)
        {
            for (var c = 0; c < 2; c++)
            {
                _music.Channel(c)[..size].CopyTo(frame);
                fft.Forward(frame, re, im);
                fft.Forward(frame, re, im);
                fft.Inverse(re, im, frame);
            }
        }

        return frame[0];
    }

    private static string Argument(FormattableString text) => FormattableString.Invariant(text);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} is not installed.");
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void WriteWave(string file, AudioBuffer audio)
    {
        using var writer = new BinaryWriter(File.Create(file));
        var bytes = audio.Length * 4;
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)2);
        writer.Write(Rate);
        writer.Write(4 * Rate);
        writer.Write((short)4);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(bytes);
        for (var i = 0; i < audio.Length; i++)
        {
            writer.Write((short)(32767 * audio.Channel(0)[i]));
            writer.Write((short)(32767 * audio.Channel(1)[i]));
        }
    }

    private AudioBuffer Stretch(StretchQuality quality)
    {
        var length = (int)Math.Round(_music.Length / Tempo);
        var request = new StretchRequest { OutputLength = length, Map = [new(0, 0), new(length, length * Tempo)], Semitones = Semitones, Quality = quality };
        return _stretcher.Stretch(_music, request, CancellationToken.None);
    }
}
