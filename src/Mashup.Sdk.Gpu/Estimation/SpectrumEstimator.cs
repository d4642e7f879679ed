using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Estimation;

/// <summary>The graph gives the stems' spectra, or complex masks for the mix's.</summary>
internal sealed class SpectrumEstimator(BinMap map, bool isMask) : IStemEstimator
{
    public void Estimate(SpectrumBlock mix, TensorBuffers outputs, int slot, SpectrumBlock[] stems) =>
        Parallel.For(0, stems.Length * mix.Channels, i =>
        {
            var (stem, channel) = Math.DivRem(i, mix.Channels);
            var tensor = outputs.OutputsOf(stem, slot).First(t => t.Kind != TensorKind.Wave);
            Span<float> re = stems[stem].ReOf(channel), im = stems[stem].ImOf(channel);
            TensorPlane.ReadFrames(tensor.Plane(channel, 0), tensor.Layout, re, mix.Bins, map);
            TensorPlane.ReadFrames(tensor.Plane(channel, 1), tensor.Layout, im, mix.Bins, map);
            if (isMask)
            {
                Multiply(mix.ReOf(channel), mix.ImOf(channel), re, im);
            }
        });

    private static void Multiply(ReadOnlySpan<float> mixRe, ReadOnlySpan<float> mixIm, Span<float> re, Span<float> im)
    {
        for (var i = 0; i < re.Length; i++)
        {
            var (a, b) = (re[i], im[i]);
            re[i] = a * mixRe[i] - b * mixIm[i];
            im[i] = a * mixIm[i] + b * mixRe[i];
        }
    }
}
