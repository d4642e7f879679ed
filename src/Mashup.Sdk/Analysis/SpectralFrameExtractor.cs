using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis;

/// <summary>The one pass of short-time spectra that levels and vocal cues share.</summary>
/// <remarks>
/// 1. Mid = (left + right) / 2 and side = (left − right) / 2; mono has no side.
/// 2. Hann windows of 4096 samples every 2048; power spectra of both.
/// 3. Mean square in three bands by Parseval's theorem; vocal cues by <see cref="VocalCueExtractor"/>.
/// Runs of frames are independent of each other, so they are spread over the cores; the result does not depend on how.
/// </remarks>
internal static class SpectralFrameExtractor
{
    private const int Size = 4096;
    private const int Hop = 2048;
    private const int RunLength = 128;
    private const double LowHz = 220;
    private const double HighHz = 1760;
    private static readonly float[] Hann = Window.Hann(Size);

    /// <summary>Samples that lie before a run and are needed for its first frame, and for what that frame is compared with.</summary>
    public const int Lead = Size / 2 + Hop;

    /// <summary>Samples from one run to the next.</summary>
    public const int RunStep = RunLength * Hop;

    /// <summary>Frames per second.</summary>
    public static double FrameRate(int sampleRate) => (double)sampleRate / Hop;

    /// <summary>Extracts the frames of a whole song.</summary>
    public static SpectralFrames Extract(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var runs = new SpectralFrames[audio.Length == 0 ? 0 : audio.Length / RunStep + 1];
        Parallel.For(0, runs.Length, new ParallelOptions { CancellationToken = cancellationToken }, run =>
            runs[run] = ExtractRun(audio, 0, run, audio.Length, cancellationToken));
        return SpectralFrames.Join(FrameRate(audio.SampleRate), runs);
    }

    /// <summary>Extracts one run of frames, those centred at <see cref="RunStep"/> · run and on until the next run begins or the song ends.</summary>
    /// <param name="audio">What is there of the song from <paramref name="origin"/> on: up to the next run, or to the end of the song.</param>
    /// <param name="origin">The song's sample that is the first of <paramref name="audio"/>, <see cref="Lead"/> before the run or earlier.</param>
    /// <param name="run">Index of the run.</param>
    /// <param name="length">Samples of the song, as far as they are known.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static SpectralFrames ExtractRun(AudioBuffer audio, long origin, int run, long length, CancellationToken cancellationToken)
    {
        var first = run * RunLength;
        var count = (int)Math.Min(RunLength, length / Hop + 1 - first);
        float[] low = new float[count], mid = new float[count], high = new float[count];
        var cues = new VocalCues(FrameRate(audio.SampleRate), count);
        var spectra = new MidSideSpectra(audio, origin);
        var vocal = new VocalCueExtractor(audio.SampleRate, Size, cues);
        if (first > 0)
        {
            spectra.Transform(first - 1);
            vocal.Prepare(spectra.Mid);
        }

        for (var t = 0; t < count; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            spectra.Transform(first + t);
            (low[t], mid[t], high[t]) = (spectra.MeanSquare(0, LowHz), spectra.MeanSquare(LowHz, HighHz), spectra.MeanSquare(HighHz, audio.SampleRate));
            vocal.Extract(t, spectra.Mid, spectra.Side);
        }

        return new SpectralFrames(FrameRate(audio.SampleRate), low, mid, high, cues);
    }

    /// <summary>Power spectra of mid and side at one frame, and the scratch memory to make them.</summary>
    private sealed class MidSideSpectra(AudioBuffer audio, long origin)
    {
        private readonly RealFft _fft = new(Size);
        private readonly float[] _left = new float[Size];
        private readonly float[] _right = new float[Size];
        private readonly float[] _samples = new float[Size];
        private readonly float[] _re = new float[Size / 2 + 1];
        private readonly float[] _im = new float[Size / 2 + 1];

        public float[] Mid { get; } = new float[Size / 2 + 1];

        public float[] Side { get; } = new float[Size / 2 + 1];

        public void Transform(int frame)
        {
            var start = (int)((long)frame * Hop - Size / 2 - origin);
            Load(0, start, _left);
            if (audio.ChannelCount == 1)
            {
                Power(_left, Mid);
                return;
            }

            Load(1, start, _right);
            TensorPrimitives.Add(_left, _right, _samples);
            TensorPrimitives.Multiply(_samples, 0.5f, _samples);
            Power(_samples, Mid);
            TensorPrimitives.Subtract(_left, _right, _samples);
            TensorPrimitives.Multiply(_samples, 0.5f, _samples);
            Power(_samples, Side);
        }

        public float MeanSquare(double fromHz, double toHz)
        {
            var from = Bin(fromHz);
            var length = Bin(toHz) - from;

            // A Hann window holds 3/8 of the power; each bin but the outermost stands for its mirror image too.
            return (TensorPrimitives.Sum(Mid.AsSpan(from, length)) + TensorPrimitives.Sum(Side.AsSpan(from, length))) * (2 / (0.375f * Size * Size));
        }

        private int Bin(double hz) => Math.Min((int)Math.Ceiling(hz * Size / audio.SampleRate), Size / 2 + 1);

        private void Load(int channel, int start, Span<float> samples)
        {
            samples.Clear();
            var from = Math.Max(0, start);
            var length = Math.Min(start + Size, audio.Length) - from;
            if (length > 0)
            {
                audio.Channel(channel).Slice(from, length).CopyTo(samples[(from - start)..]);
            }

            if (!float.IsFinite(TensorPrimitives.SumOfMagnitudes<float>(samples)))
            {
                samples.Clear();
            }
        }

        private void Power(float[] samples, float[] power)
        {
            TensorPrimitives.Multiply(samples, Hann, samples);
            _fft.Forward(samples, _re, _im);
            TensorPrimitives.Multiply(_im, _im, power);
            TensorPrimitives.MultiplyAdd(_re, _re, power, power);
        }
    }
}
