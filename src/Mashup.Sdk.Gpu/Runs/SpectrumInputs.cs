using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Writes a chunk's spectrum into every input that takes one.</summary>
internal sealed class SpectrumInputs(ModelManifest manifest, BinMap map, BandMap? bands)
{
    private readonly Rows<float[]> _rows = new(() => new float[manifest.Stft!.AllBins()]);

    public void Write(SpectrumBlock mix, TensorBuffers buffers, int slot)
    {
        foreach (var (index, input) in manifest.Inputs.Index())
        {
            var (values, layout) = (buffers.Inputs[index].Values, buffers.InputLayouts[index]);
            switch (input.Kind)
            {
                case TensorKind.Cac or TensorKind.CacLast or TensorKind.BinInterleaved:
                    Parallel.For(0, 2 * mix.Channels, i => WritePart(mix, i / 2, i % 2, values, layout, slot));
                    break;
                case TensorKind.Magnitude:
                    Parallel.For(0, mix.Channels, c => WriteMagnitude(mix, c, values, layout, slot));
                    break;
                case TensorKind.Bands:
                    WriteBands(mix, values, layout, slot);
                    break;
            }
        }
    }

    private void WritePart(SpectrumBlock mix, int channel, int part, float[] values, TensorLayout layout, int slot)
    {
        var plane = values.AsSpan(layout.Offset(slot, 0, channel, part));
        TensorPlane.WriteFrames(part == 0 ? mix.ReOf(channel) : mix.ImOf(channel), mix.Bins, plane, layout, map);
        for (var bin = 0; bin < map.Count && map[bin] < manifest.Stft!.ZeroLowBins; bin++)
        {
            for (var f = 0; f < mix.Frames; f++)
            {
                plane[bin * layout.Stride(TensorLayout.Axis.Bin) + f * layout.Stride(TensorLayout.Axis.Frame)] = 0;
            }
        }
    }

    private void WriteMagnitude(SpectrumBlock mix, int channel, float[] values, TensorLayout layout, int slot)
    {
        var magnitude = new float[mix.Frames * mix.Bins];
        TensorPrimitives.Hypot(mix.ReOf(channel), mix.ImOf(channel), magnitude);
        TensorPlane.WriteFrames(magnitude, mix.Bins, values.AsSpan(layout.Offset(slot, 0, channel)), layout, map);
    }

    private void WriteBands(SpectrumBlock mix, float[] values, TensorLayout layout, int slot)
    {
        int count = bands!.Count, view = layout.Stride(TensorLayout.Axis.View), frame = layout.Stride(TensorLayout.Axis.Frame), start = layout.Offset(slot);
        _rows.ForEach(4 * mix.Frames, (i, magnitude) =>
        {
            var (v, f) = Math.DivRem(i, mix.Frames);
            Magnitude(mix, v, f, magnitude);
            bands.Merge(magnitude, values.AsSpan(start + v * view + f * frame, count));
        });
        var level = 0f;
        for (var row = 0; row < 2 * mix.Frames; row++)
        {
            level += TensorPrimitives.SumOfSquares<float>(values.AsSpan(start + row / mix.Frames * view + row % mix.Frames * frame, count));
        }

        var scale = 1 / (MathF.Sqrt(level / (2 * mix.Frames * count)) + 1e-9f);
        Parallel.For(0, 4 * mix.Frames, row =>
        {
            var band = values.AsSpan(start + row / mix.Frames * view + row % mix.Frames * frame, count);
            TensorPrimitives.Multiply(band, scale, band);
            TensorPrimitives.Pow(band, (float)manifest.Bands!.Power, band);
        });
    }

    /// <summary>Left, right, middle, side.</summary>
    private static void Magnitude(SpectrumBlock mix, int view, int frame, float[] magnitude)
    {
        int left = mix.Row(0, frame), right = mix.Row(mix.Channels - 1, frame), bins = mix.Bins;
        var (a, b) = view switch { 0 => (1f, 0f), 1 => (0f, 1f), 2 => (0.5f, 0.5f), _ => (0.5f, -0.5f) };
        ReadOnlySpan<float> leftRe = mix.Re.AsSpan(left, bins), leftIm = mix.Im.AsSpan(left, bins), rightRe = mix.Re.AsSpan(right, bins), rightIm = mix.Im.AsSpan(right, bins);
        for (var i = 0; i < bins; i++)
        {
            float re = a * leftRe[i] + b * rightRe[i], im = a * leftIm[i] + b * rightIm[i];
            magnitude[i] = MathF.Sqrt(re * re + im * im);
        }
    }
}
