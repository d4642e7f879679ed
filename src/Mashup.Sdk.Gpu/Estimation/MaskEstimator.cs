using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Estimation;

/// <summary>Real masks for the mix's spectrum: as the graph gives them, or the ratios of the magnitudes it gives.</summary>
internal sealed class MaskEstimator(ModelManifest manifest, BinMap map) : IStemEstimator
{
    public void Estimate(SpectrumBlock mix, TensorBuffers outputs, int slot, SpectrumBlock[] stems)
    {
        Parallel.For(0, stems.Length * mix.Channels, i =>
        {
            var (stem, channel) = Math.DivRem(i, mix.Channels);
            var tensor = outputs.OutputsOf(stem, slot).First();
            TensorPlane.ReadFrames(tensor.Plane(channel), tensor.Layout, stems[stem].ReOf(channel), mix.Bins, map);
        });
        if (manifest.Output.As == OutputMeaning.RatioMask)
        {
            Parallel.For(0, mix.Channels * mix.Frames, row => Ratios(stems, row * mix.Bins));
        }

        Parallel.For(0, stems.Length * mix.Channels, i =>
        {
            var (stem, channel) = Math.DivRem(i, mix.Channels);
            Span<float> mask = stems[stem].ReOf(channel), im = stems[stem].ImOf(channel);
            if (map.Seen < mix.Bins)
            {
                Extend(mask, mix.Bins);
            }

            TensorPrimitives.Multiply(mask, mix.ImOf(channel), im);
            TensorPrimitives.Multiply(mask, mix.ReOf(channel), mask);
        });
    }

    private void Ratios(SpectrumBlock[] stems, int row)
    {
        var epsilon = manifest.Output.Epsilon;
        for (var i = row; i < row + map.Seen; i++)
        {
            var sum = epsilon;
            foreach (var stem in stems)
            {
                sum += Power(stem.Re[i]);
            }

            foreach (var stem in stems)
            {
                stem.Re[i] = (float)((Power(stem.Re[i]) + epsilon / stems.Length) / sum);
            }
        }
    }

    private double Power(double y) => manifest.Output.Power == 2 ? y * y : Math.Pow(Math.Max(0, y), manifest.Output.Power);

    private void Extend(Span<float> mask, int bins)
    {
        for (var start = 0; start < mask.Length; start += bins)
        {
            var row = mask.Slice(start, bins);
            row[map.Seen..].Fill(manifest.Stft!.MaskExtension == MaskExtension.Average ? TensorPrimitives.Sum(row[..map.Seen]) / map.Seen : 0);
        }
    }
}
