using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>Reads and separates tiles, runs of <see cref="Frames"/> frames. Holds scratch memory: one per thread.</summary>
internal sealed class TileSeparator
{
    /// <summary>Frames per tile, a multiple of what the ring and the similarity search handle together.</summary>
    public const int Frames = 64;

    private readonly int _channels;
    private readonly SpectrogramLayout _layout;
    private readonly MagnitudeRing _ring;
    private readonly RepeatedBackground _background;
    private readonly FrameEvidence _evidence;
    private readonly StereoImage _image;
    private readonly Stft _stft;
    private readonly short[] _repeating;
    private readonly float[][] _shares;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _power;

    public TileSeparator(AudioBuffer mix, SpectrogramLayout layout, MagnitudeRing ring, MedianNetwork[] medians)
    {
        (_channels, _layout, _ring) = (mix.ChannelCount, layout, ring);
        _background = new RepeatedBackground(layout, ring, medians);
        _evidence = new FrameEvidence(layout, ring, medians);
        _stft = new Stft(layout.Size);
        _image = new StereoImage(mix, layout, _stft);
        _repeating = new short[layout.Width * RepeatedBackground.Queries];
        _shares = [.. Enumerable.Range(0, MaskNetwork.Stems).Select(_ => new float[layout.Width])];
        (_re, _im, _power) = (new float[layout.Width], new float[layout.Width], new float[layout.Width]);
    }

    /// <summary>Puts the magnitudes of a tile into the ring.</summary>
    public void Read(AudioBuffer mix, int first, int count)
    {
        for (var frame = first; frame < first + count; frame++)
        {
            Array.Clear(_power);
            for (var channel = 0; channel < _channels; channel++)
            {
                _stft.Analyse(mix.Channel(channel), frame, _re, _im);
                TensorPrimitives.MultiplyAdd(_re, _re, _power, _power);
                TensorPrimitives.MultiplyAdd(_im, _im, _power, _power);
            }

            TensorPrimitives.Multiply(_power, 1f / _channels, _power);
            _ring.Write(frame, _power);
        }
    }

    /// <summary>Separates a tile: adds the frames' stems to <paramref name="output"/>, whose first sample is that of the first frame.</summary>
    public void Separate(int first, int count, StemOutput output)
    {
        output.Clear();
        for (var frame = first; frame < first + count; frame++)
        {
            var turn = (frame - first) % RepeatedBackground.Queries;
            if (turn == 0)
            {
                _background.Find(frame, Math.Min(RepeatedBackground.Queries, first + count - frame), _repeating);
            }

            _image.Advance(frame);
            _evidence.Gather(frame, _image, _repeating.AsSpan(turn * _layout.Width, _layout.Width));
            MaskNetwork.Run(_evidence.Rows, _shares);
            Render(frame, (frame - first) * _layout.Hop, output);
        }
    }

    private void Render(int frame, int start, StemOutput output)
    {
        for (var channel = 0; channel < _channels; channel++)
        {
            var (re, im) = _image.Spectrum(frame, channel);
            for (var stem = 0; stem < StemOutput.Stems; stem++)
            {
                TensorPrimitives.Multiply(re, _shares[stem], _re);
                TensorPrimitives.Multiply(im, _shares[stem], _im);
                _stft.Synthesise(_re, _im, output.Samples(stem, channel)[start..]);
                if (stem == StemOutput.Vocals)
                {
                    output.Vocal += new VocalEvidence(
                        TensorPrimitives.SumOfSquares<float>(_re) + TensorPrimitives.SumOfSquares<float>(_im),
                        TensorPrimitives.Dot<float>(_re, re) + TensorPrimitives.Dot<float>(_im, im));
                }
            }
        }
    }
}
