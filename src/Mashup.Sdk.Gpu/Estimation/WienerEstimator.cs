using System.Numerics;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Estimation;

/// <summary>Magnitudes with the mix's phase, refined by a multichannel Wiener filter.</summary>
/// <remarks>
/// Per bin, over the frames of a chunk, all scaled so that the mix's largest magnitude is at most 10:
/// 1. y_j = V_j · X / |X|.
/// 2. Each round: power v_j(t) = mean over channels of |y_j|²; covariance R_j = Σ_t y_j y_jᴴ / (ε + Σ_t v_j); C(t) = Σ_j v_j(t) R_j + √ε I;
///    y_j = v_j R_j C⁻¹ X. A. Liutkus and F.-R. Stöter, norbert; A. A. Nugraha et al., Multichannel audio source separation with deep neural networks,
///    IEEE/ACM TASLP 24(9), 2016.
/// 3. What the regularisation took away, X − Σ y_j, is shared out by power, so that the stems sum to the mix.
/// In double precision; the 2 × 2 inverse is written out.
/// </remarks>
internal sealed class WienerEstimator(ModelManifest manifest, BinMap map) : IStemEstimator
{
    private const double Epsilon = 1e-10;
    private const float Loudest = 10;

    public void Estimate(SpectrumBlock mix, TensorBuffers outputs, int slot, SpectrumBlock[] stems)
    {
        Parallel.For(0, stems.Length * mix.Channels, i =>
        {
            var (stem, channel) = Math.DivRem(i, mix.Channels);
            var tensor = outputs.OutputsOf(stem, slot).First();
            TensorPlane.ReadFrames(tensor.Plane(channel), tensor.Layout, stems[stem].ReOf(channel), mix.Bins, map);
        });
        var largest = 0f;
        for (var i = 0; i < mix.Re.Length; i++)
        {
            largest = Math.Max(largest, mix.Re[i] * mix.Re[i] + mix.Im[i] * mix.Im[i]);
        }

        var scale = Math.Max(1, MathF.Sqrt(largest) / Loudest);
        Parallel.For(0, mix.Bins, () => new Bin(mix, stems.Length), (bin, _, memory) => { memory.Refine(mix, stems, bin, scale, manifest.Output.Iterations); return memory; }, _ => { });
    }

    /// <summary>One bin over all frames.</summary>
    private sealed class Bin(SpectrumBlock shape, int stems)
    {
        private readonly Complex[] _x = new Complex[shape.Channels * shape.Frames];
        private readonly Complex[] _y = new Complex[stems * shape.Channels * shape.Frames];
        private readonly double[] _power = new double[stems * shape.Frames];
        private readonly Complex[] _covariance = new Complex[stems * 4];

        public void Refine(SpectrumBlock mix, SpectrumBlock[] blocks, int bin, float scale, int iterations)
        {
            Load(mix, blocks, bin, scale);
            for (var i = 0; i < iterations; i++)
            {
                Model();
                Filter();
            }

            Share();

            for (var j = 0; j < stems; j++)
            {
                for (var c = 0; c < shape.Channels; c++)
                {
                    for (var t = 0; t < shape.Frames; t++)
                    {
                        var y = _y[At(j, c, t)] * scale;
                        var row = mix.Row(c, t) + bin;
                        (blocks[j].Re[row], blocks[j].Im[row]) = ((float)y.Real, (float)y.Imaginary);
                    }
                }
            }
        }

        private int At(int stem, int channel, int frame) => (stem * shape.Channels + channel) * shape.Frames + frame;

        private void Load(SpectrumBlock mix, SpectrumBlock[] blocks, int bin, float scale)
        {
            for (var c = 0; c < shape.Channels; c++)
            {
                for (var t = 0; t < shape.Frames; t++)
                {
                    var row = mix.Row(c, t) + bin;
                    var x = new Complex(mix.Re[row], mix.Im[row]) / scale;
                    var size = x.Magnitude;
                    var phase = size > 0 ? x / size : Complex.One;
                    _x[At(0, c, t)] = x;
                    for (var j = 0; j < stems; j++)
                    {
                        _y[At(j, c, t)] = phase * (blocks[j].Re[row] / scale);
                    }
                }
            }
        }

        private void Model()
        {
            for (var j = 0; j < stems; j++)
            {
                Complex r00 = default, r01 = default, r11 = default;
                var sum = Epsilon;
                for (var t = 0; t < shape.Frames; t++)
                {
                    var a = _y[At(j, 0, t)];
                    var b = shape.Channels == 2 ? _y[At(j, 1, t)] : default;
                    var power = (Square(a) + Square(b)) / shape.Channels;
                    _power[j * shape.Frames + t] = power;
                    sum += power;
                    r00 += Square(a);
                    r01 += a * Complex.Conjugate(b);
                    r11 += Square(b);
                }

                _covariance[4 * j] = r00 / sum;
                _covariance[4 * j + 1] = r01 / sum;
                _covariance[4 * j + 2] = Complex.Conjugate(r01) / sum;
                _covariance[4 * j + 3] = r11 / sum;
            }
        }

        private void Filter()
        {
            var floor = Math.Sqrt(Epsilon);
            for (var t = 0; t < shape.Frames; t++)
            {
                Complex c00 = floor, c01 = default, c10 = default, c11 = floor;
                for (var j = 0; j < stems; j++)
                {
                    var v = _power[j * shape.Frames + t];
                    c00 += v * _covariance[4 * j];
                    c01 += v * _covariance[4 * j + 1];
                    c10 += v * _covariance[4 * j + 2];
                    c11 += v * _covariance[4 * j + 3];
                }

                var x0 = _x[At(0, 0, t)];
                var x1 = shape.Channels == 2 ? _x[At(0, 1, t)] : default;
                var inverse = 1 / (c00 * c11 - c01 * c10);
                Complex z0 = inverse * (c11 * x0 - c01 * x1), z1 = inverse * (c00 * x1 - c10 * x0);
                for (var j = 0; j < stems; j++)
                {
                    var v = _power[j * shape.Frames + t];
                    _y[At(j, 0, t)] = v * (_covariance[4 * j] * z0 + _covariance[4 * j + 1] * z1);
                    if (shape.Channels == 2)
                    {
                        _y[At(j, 1, t)] = v * (_covariance[4 * j + 2] * z0 + _covariance[4 * j + 3] * z1);
                    }
                }
            }
        }

        private void Share()
        {
            for (var t = 0; t < shape.Frames; t++)
            {
                double all = 0;
                for (var j = 0; j < stems; j++)
                {
                    all += _power[j * shape.Frames + t];
                }

                for (var c = 0; c < shape.Channels; c++)
                {
                    var rest = _x[At(0, c, t)];
                    for (var j = 0; j < stems; j++)
                    {
                        rest -= _y[At(j, c, t)];
                    }

                    for (var j = 0; j < stems; j++)
                    {
                        _y[At(j, c, t)] += rest * (all > 0 ? _power[j * shape.Frames + t] / all : 1.0 / stems);
                    }
                }
            }
        }

        private static double Square(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;
    }
}
