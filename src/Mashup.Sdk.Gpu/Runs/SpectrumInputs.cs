using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Spectra;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Writes a chunk's spectrum into every input that takes one.</summary>
internal sealed class SpectrumInputs(ModelManifest manifest, BinMap map)
{
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
}
