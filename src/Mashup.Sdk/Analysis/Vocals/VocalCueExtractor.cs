using System.Numerics.Tensors;

namespace Mashup.Sdk.Analysis.Vocals;

/// <summary>Takes the vocal cues of one frame after the other from mid and side power spectra.</summary>
/// <remarks>
/// 1. Centre: mid power less side power per bin, 250 to 4000 Hz: lead voices are mixed to the centre.
/// 2. Partials: spectral peaks from 200 to 4000 Hz, interpolated parabolically, matched with the nearest peak of the frame before.
///    Voices glide and waver; most instruments hold their pitch. After B. Lehner, G. Widmer, R. Sonnleitner, On the reduction of
///    false positives in singing voice detection, ICASSP 2014 (fluctogram).
/// 3. Harmonic salience of the centre: weighted sum over 12 harmonics of the whitened, compressed spectrum.
/// 4. Timbre: mel-cepstral coefficients whose variance tells singing from playing (the same authors' vocal variance).
/// </remarks>
internal sealed class VocalCueExtractor
{
    private const double PartialLowHz = 200;
    private const double PartialHighHz = 4000;
    private const double CentreLowHz = 250;
    private const double SteadyCents = 6;
    private const double GlideCents = 70;
    private const float PeakRange = 1e-3f;
    private const float SilentPower = 1e-9f;
    private readonly VocalCues _cues;
    private readonly double _hzPerBin;
    private readonly float[] _centre;
    private readonly HarmonicSalience _salience;
    private readonly MelCepstrum _cepstrum;
    private List<(double Hz, float Amplitude)> _peaks = [];
    private List<(double Hz, float Amplitude)> _before = [];

    public VocalCueExtractor(int sampleRate, int fftSize, VocalCues cues)
    {
        _cues = cues;
        _hzPerBin = (double)sampleRate / fftSize;
        _centre = new float[fftSize / 2 + 1];
        _salience = new HarmonicSalience(_hzPerBin);
        _cepstrum = new MelCepstrum(_hzPerBin, fftSize / 2 + 1);
    }

    /// <summary>Takes note of the partials of the frame before the first one.</summary>
    public void Prepare(ReadOnlySpan<float> mid) => FindPeaks(mid);

    /// <summary>Extracts frame <paramref name="t"/>.</summary>
    public void Extract(int t, ReadOnlySpan<float> mid, ReadOnlySpan<float> side)
    {
        (_before, _peaks) = (_peaks, _before);
        FindPeaks(mid);
        MatchPeaks(t);

        TensorPrimitives.Subtract(mid, side, _centre);
        TensorPrimitives.Max(_centre, 0, _centre);
        int from = Bin(CentreLowHz), to = Bin(PartialHighHz);
        _cues.Centre[t] = Level(_centre.AsSpan()[from..to]);
        _cues.Side[t] = Level(side[from..to]);
        _cues.Band[t] = Level(mid[from..to]);
        _cues.Total[t] = MathF.Log10(TensorPrimitives.Sum(mid) + TensorPrimitives.Sum(side) + SilentPower);
        _cues.Salience[t] = _salience.Strongest(_centre);
        _cepstrum.Transform(mid, t, _cues.Timbre);

        var amplitude = 0f;
        foreach (var power in mid[Bin(PartialLowHz)..to])
        {
            amplitude += MathF.Sqrt(power);
        }

        _cues.Amplitude[t] = amplitude;
    }

    private static float Level(ReadOnlySpan<float> power) => MathF.Log10(TensorPrimitives.Sum(power) + SilentPower);

    private int Bin(double hz) => Math.Min((int)(hz / _hzPerBin), _centre.Length - 2);

    private void FindPeaks(ReadOnlySpan<float> power)
    {
        _peaks.Clear();
        int from = Bin(PartialLowHz), to = Bin(PartialHighHz);
        var floor = Math.Max(1e-6f, TensorPrimitives.Max(power[from..to]) * PeakRange);
        for (var k = from; k < to; k++)
        {
            if (power[k] > floor && power[k] > power[k - 1] && power[k] >= power[k + 1])
            {
                float left = MathF.Log(power[k - 1] + 1e-12f), top = MathF.Log(power[k]), right = MathF.Log(power[k + 1] + 1e-12f);
                _peaks.Add(((k + 0.5 * (left - right) / (left - 2 * top + right - 1e-9)) * _hzPerBin, MathF.Sqrt(power[k])));
            }
        }
    }

    private void MatchPeaks(int t)
    {
        if (_before.Count == 0)
        {
            return;
        }

        var j = 0;
        foreach (var (hz, amplitude) in _peaks)
        {
            while (j + 1 < _before.Count && Math.Abs(_before[j + 1].Hz - hz) <= Math.Abs(_before[j].Hz - hz))
            {
                j++;
            }

            var cents = Math.Abs(1200 * Math.Log2(hz / _before[j].Hz));
            var cue = cents <= SteadyCents ? _cues.Steady : cents < GlideCents ? _cues.Gliding : _cues.New;
            cue[t] += amplitude;
        }
    }
}
