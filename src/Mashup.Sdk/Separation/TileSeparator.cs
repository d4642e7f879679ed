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
    private readonly MaskBands _bands;
    private readonly SongFrames _frames;
    private readonly RepeatedBackground _background;
    private readonly FrameEvidence _evidence;
    private readonly StereoImage _image;
    private readonly MaskNetwork _network = new();
    private readonly Stft _stft;
    private readonly short[] _repeating;
    private readonly float[] _alike = new float[RepeatedBackground.Queries];
    private readonly float[][] _shares;
    private readonly float[] _share;
    private readonly float[] _re;
    private readonly float[] _im;
    private readonly float[] _otherRe;
    private readonly float[] _otherIm;
    private readonly float[] _power;
    private readonly float[] _common;

    public TileSeparator(AudioBuffer mix, SpectrogramLayout layout, MaskBands bands, SongFrames frames, MedianNetwork[] medians)
    {
        (_channels, _layout, _bands, _frames) = (mix.ChannelCount, layout, bands, frames);
        _background = new RepeatedBackground(layout, frames, medians);
        _evidence = new FrameEvidence(layout, bands, frames, medians);
        _stft = new Stft(layout.Size);
        _image = new StereoImage(mix, layout, bands, _stft);
        _repeating = new short[bands.Width * RepeatedBackground.Queries];
        _shares = [.. Enumerable.Range(0, MaskNetwork.Stems).Select(_ => new float[bands.Width])];
        (_re, _im) = (new float[layout.Width], new float[layout.Width]);
        (_otherRe, _otherIm) = (new float[layout.Width], new float[layout.Width]);
        (_share, _power, _common) = (new float[layout.Width], new float[layout.Width], new float[layout.Width]);
    }

    /// <summary>Puts what later frames ask of a tile into <see cref="SongFrames"/>.</summary>
    public void Read(AudioBuffer mix, int first, int count)
    {
        for (var frame = first; frame < first + count; frame++)
        {
            _stft.Analyse(mix.Channel(0), frame, _re, _im);
            SplitComplex.Energy(_re, _im, _power);
            if (_channels == 1)
            {
                _power.CopyTo(_common, 0);
            }
            else
            {
                _stft.Analyse(mix.Channel(1), frame, _otherRe, _otherIm);
                TensorPrimitives.Multiply(_re, _otherRe, _common);
                TensorPrimitives.MultiplyAdd(_im, _otherIm, _common, _common);
                TensorPrimitives.MultiplyAdd(_otherRe, _otherRe, _power, _power);
                TensorPrimitives.MultiplyAdd(_otherIm, _otherIm, _power, _power);
                TensorPrimitives.Multiply(_power, 0.5f, _power);
            }

            _frames.Write(frame, _power, _common);
        }
    }

    /// <summary>Separates a tile: adds the frames' stems to <paramref name="output"/>, whose first sample is that of the first frame.</summary>
    public void Separate(int first, int count, StemOutput output)
    {
        output.Clear();
        for (var frame = first; frame < first + count; frame++)
        {
            _network.Run(Gather(frame, first, count), _shares);
            Render(frame, (frame - first) * _layout.Hop, output);
        }
    }

    /// <summary>Gathers the evidence on a frame of a tile whose frames are asked for one after the other.</summary>
    public FrameEvidence Gather(int frame, int first, int count)
    {
        var turn = (frame - first) % RepeatedBackground.Queries;
        if (turn == 0)
        {
            _background.Find(frame, Math.Min(RepeatedBackground.Queries, first + count - frame), _repeating, _alike);
        }

        _image.Advance(frame);
        _evidence.Gather(frame, _image, _repeating.AsSpan(turn * _bands.Width, _bands.Width), _alike[turn]);
        return _evidence;
    }

    private void Render(int frame, int start, StemOutput output)
    {
        for (var stem = 0; stem < StemOutput.Stems; stem++)
        {
            _bands.Spread(_shares[stem], _share);
            for (var channel = 0; channel < _channels; channel++)
            {
                var (re, im) = _image.Spectrum(frame, channel);
                TensorPrimitives.Multiply(re, _share, _re);
                TensorPrimitives.Multiply(im, _share, _im);
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
