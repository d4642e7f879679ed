using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Estimation;

/// <summary>Real masks for the mix's spectrum: as the graph gives them, of bins or of bands, or the ratios of the magnitudes it gives.</summary>
internal sealed class MaskEstimator(ModelManifest manifest, BinMap map, BandMap? bands) : IStemEstimator
{
    private readonly Rows<float[]> _rows = new(() => new float[bands?.Count ?? 1]);

    public void Estimate(SpectrumBlock mix, TensorBuffers outputs, int slot, SpectrumBlock[] stems)
    {
        _rows.ForEach(stems.Length * mix.Channels, (i, scratch) =>
        {
            var (stem, channel) = Math.DivRem(i, mix.Channels);
            Read(outputs.OutputsOf(stem, slot).First(), channel, stems[stem].ReOf(channel), mix.Bins, scratch);
        });
        if (manifest.Output.As == OutputMeaning.RatioMask)
        {
            Parallel.For(0, mix.Channels * mix.Frames, row => Ratios(stems, row * mix.Bins));
        }

        Parallel.For(0, stems.Length * mix.Channels, i =>
        {
            var (stem, channel) = Math.DivRem(i, mix.Channels);
            Span<float> mask = stems[stem].ReOf(channel), im = stems[stem].ImOf(channel);
            if (bands is null && map.Seen < mix.Bins)
            {
                Extend(mask, mix.Bins);
            }

            TensorPrimitives.Multiply(mask, mix.ImOf(channel), im);
            TensorPrimitives.Multiply(mask, mix.ReOf(channel), mask);
        });
    }

    private void Read(StemTensor tensor, int channel, Span<float> mask, int bins, float[] scratch)
    {
        if (bands is null)
        {
            TensorPlane.ReadFrames(tensor.Plane(channel), tensor.Layout, mask, bins, map);
            return;
        }

        var plane = tensor.Plane(channel);
        int frame = tensor.Layout.Stride(TensorLayout.Axis.Frame), band = tensor.Layout.Stride(TensorLayout.Axis.Bin);
        for (var f = 0; f < mask.Length / bins; f++)
        {
            for (var b = 0; b < scratch.Length; b++)
            {
                scratch[b] = plane[f * frame + b * band];
            }

            bands.Spread(scratch, mask.Slice(f * bins, bins));
        }
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
