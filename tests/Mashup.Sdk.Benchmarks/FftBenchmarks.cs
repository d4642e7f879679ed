using BenchmarkDotNet.Attributes;
using MathNet.Numerics.IntegralTransforms;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Benchmarks;

/// <summary>The own real FFT beside Math.NET's: the reason why Dsp/ has one.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class FftBenchmarks
{
    private RealFft _fft = null!;
    private float[] _signal = null!;
    private float[] _re = null!;
    private float[] _im = null!;
    private float[] _packed = null!;

    [Params(1024, 4096, 8192)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _fft = new RealFft(Size);
        _signal = [.. Enumerable.Range(0, Size).Select(_ => random.NextSingle() - 0.5f)];
        _re = new float[_fft.Bins];
        _im = new float[_fft.Bins];
        _packed = new float[Size + 2];
    }

    [Benchmark(Baseline = true)]
    public void Own() => _fft.Forward(_signal, _re, _im);

    [Benchmark]
    public void MathNet()
    {
        _signal.CopyTo(_packed, 0);
        Fourier.ForwardReal(_packed, Size, FourierOptions.NoScaling);
    }
}
