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
    private const int RunLength = 256;
    private const double LowHz = 220;
    private const double HighHz = 1760;
    private static readonly float[] Hann = Window.Hann(Size);

    /// <summary>Extracts the frames of a whole song.</summary>
    public static SpectralFrames Extract(AudioBuffer audio, CancellationToken cancellationToken)
    {
        var count = audio.Length == 0 ? 0 : audio.Length / Hop + 1;
        float[] low = new float[count], mid = new float[count], high = new float[count];
        var cues = new VocalCues((double)audio.SampleRate / Hop, count);
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(0, (count + RunLength - 1) / RunLength, options, run =>
        {
            var first = run * RunLength;
            var spectra = new MidSideSpectra(audio);
            var vocal = new VocalCueExtractor(audio.SampleRate, Size, cues);
            if (first > 0)
            {
                spectra.Transform(first - 1);
                vocal.Prepare(spectra.Mid);
            }

            for (var t = first; t < Math.Min(first + RunLength, count); t++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                spectra.Transform(t);
                (low[t], mid[t], high[t]) = (spectra.MeanSquare(0, LowHz), spectra.MeanSquare(LowHz, HighHz), spectra.MeanSquare(HighHz, audio.SampleRate));
                vocal.Extract(t, spectra.Mid, spectra.Side);
            }
        });
        return new SpectralFrames((double)audio.SampleRate / Hop, low, mid, high, cues);
    }

    /// <summary>Power spectra of mid and side at one frame, and the scratch memory to make them.</summary>
    private sealed class MidSideSpectra(AudioBuffer audio)
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
            var start = frame * Hop - Size / 2;
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
