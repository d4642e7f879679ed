using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Takes mean and standard deviation out of each input of a chunk, and puts them back into the output of the same kind, where the graph does not.</summary>
internal sealed class BranchStatistics(ModelManifest manifest)
{
    private readonly Dictionary<(bool IsWave, int Number), (float Mean, float Deviation)> _of = [];

    public void Normalise(TensorBuffers buffers, int slot)
    {
        foreach (var (index, input) in manifest.Inputs.Index().Where(_ => manifest.BranchNorm == BranchNorm.Outside))
        {
            var values = Slot(buffers.Inputs[index].Values, buffers.Batch, slot);
            var mean = TensorPrimitives.Sum<float>(values) / values.Length;
            TensorPrimitives.Subtract(values, mean, values);
            var deviation = 1e-5f + MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(values) / Math.Max(1, values.Length - 1));
            TensorPrimitives.Divide(values, deviation, values);
            _of[(input.Kind == TensorKind.Wave, buffers.Number(slot))] = (mean, deviation);
        }
    }

    public void Restore(TensorBuffers buffers, int slot)
    {
        foreach (var (index, output) in manifest.Outputs.Index().Where(_ => manifest.BranchNorm == BranchNorm.Outside))
        {
            var (mean, deviation) = _of.GetValueOrDefault((output.Kind == TensorKind.Wave, buffers.Number(slot)), (0, 1));
            foreach (var file in buffers.Outputs)
            {
                var values = Slot(file[index].Values, buffers.Batch, slot);
                TensorPrimitives.Multiply(values, deviation, values);
                TensorPrimitives.Add(values, mean, values);
            }
        }
    }

    private static Span<float> Slot(float[] values, int batch, int slot) => values.AsSpan(values.Length / batch * slot, values.Length / batch);
}
