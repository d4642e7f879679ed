using System.Numerics.Tensors;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Moves the spectral envelope of a pitch-shifted frame back to where it was.</summary>
/// <remarks>
/// 1. Log magnitude of the channels together; its cepstrum, cut off above 1.6 ms, gives the envelope.
/// 2. True envelope: the greater of spectrum and envelope is smoothed again, three times, so that it rests on the partials instead of between them.
///    A. Röbel and X. Rodet, "Efficient spectral envelope estimation and its application to pitch shifting and envelope preservation", DAFx 2005.
/// 3. A pitch shifted by p has its formants p times too high: each bin gets the envelope of p times its frequency in place of its own.
/// </remarks>
internal sealed class FormantCorrection
{
    private const double QuefrencySeconds = 0.0016;
    private const int Iterations = 3;
    private const float MostGain = 2.3f;
    private const float Depth = 1e-8f;

    private readonly RealFft _fft;
    private readonly double _pitch;
    private readonly float[] _lifter;
    private readonly float[] _cepstrum;
    private readonly float[] _spectrum;
    private readonly float[] _envelope;
    private readonly float[] _zero;
    private readonly float[] _im;
    private readonly float[] _gain;
    private readonly float[] _outputRe;
    private readonly float[] _outputIm;

    public FormantCorrection(int size, int sampleRate, double pitch)
    {
        _fft = new RealFft(size);
        _pitch = pitch;
        _cepstrum = new float[size];
        _lifter = new float[size];
        var cut = Math.Min(size / 2, (int)(QuefrencySeconds * sampleRate));
        for (var i = 0; i < cut; i++)
        {
            // Raised-cosine edge over the upper half.
            var edge = Math.Max(0, 2.0 * i / cut - 1);
            _lifter[i] = (float)(0.5 + 0.5 * Math.Cos(Math.PI * edge));
            _lifter[(size - i) % size] = _lifter[i];
        }

        _spectrum = new float[_fft.Bins];
        _envelope = new float[_fft.Bins];
        _zero = new float[_fft.Bins];
        _im = new float[_fft.Bins];
        _gain = new float[_fft.Bins];
        _outputRe = new float[_fft.Bins];
        _outputIm = new float[_fft.Bins];
    }

    /// <summary>Finds the gains of a frame.</summary>
    public void Measure(FrameSpectrum frame)
    {
        _spectrum.AsSpan().Clear();
        for (var c = 0; c < frame.Re.Length; c++)
        {
            TensorPrimitives.MultiplyAdd(frame.Re[c], frame.Re[c], _spectrum, _spectrum);
            TensorPrimitives.MultiplyAdd(frame.Im[c], frame.Im[c], _spectrum, _spectrum);
        }

        TensorPrimitives.Add(_spectrum, Depth * TensorPrimitives.Max<float>(_spectrum) + 1e-20f, _spectrum);
        TensorPrimitives.Log(_spectrum, _spectrum);
        TensorPrimitives.Multiply(_spectrum, 0.5f, _spectrum);
        _spectrum.CopyTo(_envelope, 0);
        for (var i = 0; i < Iterations; i++)
        {
            TensorPrimitives.Max(_spectrum, _envelope, _envelope);
            _fft.Inverse(_envelope, _zero, _cepstrum);
            TensorPrimitives.Multiply(_cepstrum, _lifter, _cepstrum);
            _fft.Forward(_cepstrum, _envelope, _im);
        }

        for (var b = 0; b < _gain.Length; b++)
        {
            var from = Math.Min(b * _pitch, _gain.Length - 1.001);
            var low = (int)from;
            var wanted = _envelope[low] + (float)(from - low) * (_envelope[low + 1] - _envelope[low]);
            _gain[b] = Math.Clamp(wanted - _envelope[b], -MostGain, MostGain);
        }

        TensorPrimitives.Exp(_gain, _gain);
    }

    /// <summary>One channel with these gains; valid until the next call.</summary>
    public (float[] Re, float[] Im) Apply(float[] re, float[] im)
    {
        TensorPrimitives.Multiply(re, _gain, _outputRe);
        TensorPrimitives.Multiply(im, _gain, _outputIm);
        return (_outputRe, _outputIm);
    }
}
