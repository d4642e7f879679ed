using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Separation;

/// <summary>Reads and separates tiles, runs of <see cref="Frames"/> frames. Holds scratch memory: one per thread.</summary>
internal sealed class TileSeparator
{
    /// <summary>Frames per tile, a multiple of what the ring and the similarity search handle together.</summary>
    public const int Frames = 64;

    private const int Median = 17;

    private readonly AudioBuffer _mix;
    private readonly SpectrogramLayout _layout;
    private readonly MagnitudeRing _ring;
    private readonly StemMasks _masks;
    private readonly MedianNetwork _median;
    private readonly RepeatedBackground _background;
    private readonly Stft _stft;
    private readonly int[] _offsets = new int[Median];
    private readonly short[] _stored;
    private readonly short[] _repeating;
    private readonly float[][] _re;
    private readonly float[][] _im;
    private readonly float[] _maskedRe;
    private readonly float[] _maskedIm;
    private readonly float[][] _rows;
    private readonly float[][] _shares;
    private readonly float[] _power;

    public TileSeparator(AudioBuffer mix, SpectrogramLayout layout, MagnitudeRing ring, StemMasks masks, MedianNetwork[] medians)
    {
        (_mix, _layout, _ring, _masks) = (mix, layout, ring, masks);
        _median = medians[Median - 1];
        _background = new RepeatedBackground(layout, ring, medians);
        _stft = new Stft(layout.Size);
        _stored = new short[layout.Width];
        _repeating = new short[layout.Width * RepeatedBackground.Queries];
        _re = Rows(mix.ChannelCount);
        _im = Rows(mix.ChannelCount);
        _rows = Rows(5);
        _shares = Rows(StemOutput.Stems);
        _maskedRe = new float[layout.Width];
        _maskedIm = new float[layout.Width];
        _power = new float[layout.Width];
    }

    /// <summary>Puts the magnitudes of a tile into the ring.</summary>
    public void Read(int first, int count)
    {
        for (var frame = first; frame < first + count; frame++)
        {
            Analyse(frame);
            TensorPrimitives.Multiply(_re[0], _re[0], _power);
            TensorPrimitives.MultiplyAdd(_im[0], _im[0], _power, _power);
            for (var channel = 1; channel < _re.Length; channel++)
            {
                TensorPrimitives.MultiplyAdd(_re[channel], _re[channel], _power, _power);
                TensorPrimitives.MultiplyAdd(_im[channel], _im[channel], _power, _power);
            }

            TensorPrimitives.Multiply(_power, 1f / _re.Length, _power);
            _ring.Write(frame, _power);
        }
    }

    /// <summary>Separates a tile: adds the frames' stems to <paramref name="output"/>, whose first sample is that of the first frame.</summary>
    public void Separate(int first, int count, StemOutput output)
    {
        for (var frame = first; frame < first + count; frame += RepeatedBackground.Queries)
        {
            var together = Math.Min(RepeatedBackground.Queries, first + count - frame);
            _background.Find(frame, together, _repeating);
            for (var i = 0; i < together; i++)
            {
                MagnitudeRing.Widen(_repeating.AsSpan(i * _layout.Width, _layout.Width), _rows[3]);
                Evaluate(frame + i);
                Render((frame + i - first) * _layout.Hop, output);
            }
        }
    }

    private void Evaluate(int frame)
    {
        MagnitudeRing.Widen(_ring.Rows.Slice(_ring.Offset(frame), _layout.Width), _rows[0]);
        for (var i = 0; i < Median; i++)
        {
            _offsets[i] = _ring.Offset(frame + i - Median / 2);
        }

        _median.Run(_ring.Rows, _offsets, _stored);
        MagnitudeRing.Widen(_stored, _rows[1]);
        for (var i = 0; i < Median; i++)
        {
            _offsets[i] = _ring.Offset(frame) + i - Median / 2;
        }

        _median.Run(_ring.Rows, _offsets, _stored);
        MagnitudeRing.Widen(_stored, _rows[2]);
        Analyse(frame);
        if (_re.Length == 1)
        {
            _rows[4].AsSpan().Fill(1);
        }
        else
        {
            StemMasks.Centre(_re[0], _im[0], _re[1], _im[1], _rows[4]);
        }

        var evidence = new FrameEvidence { Magnitude = _rows[0], Harmonic = _rows[1], Percussive = _rows[2], Repeating = _rows[3], Centre = _rows[4] };
        _masks.Fill(evidence, _shares[0], _shares[1], _shares[2]);
    }

    private void Render(int start, StemOutput output)
    {
        for (var stem = 0; stem < StemOutput.Stems; stem++)
        {
            for (var channel = 0; channel < _re.Length; channel++)
            {
                TensorPrimitives.Multiply(_re[channel], _shares[stem], _maskedRe);
                TensorPrimitives.Multiply(_im[channel], _shares[stem], _maskedIm);
                _stft.Synthesise(_maskedRe, _maskedIm, output.Samples(stem, channel)[start..]);
            }
        }
    }

    private void Analyse(int frame)
    {
        for (var channel = 0; channel < _re.Length; channel++)
        {
            _stft.Analyse(_mix.Channel(channel), frame, _re[channel], _im[channel]);
        }
    }

    private float[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[_layout.Width])];
}
