using System.Numerics.Tensors;

namespace Mashup.Sdk.Training.Separation;

/// <summary>Layers of rectified sums, the last one not rectified, with their gradients and Adam's moments; works on a batch, one row per unit.</summary>
internal sealed class DenseNetwork
{
    private const float Decay = 1e-5f;
    private readonly int _batch;
    private long _step;

    public DenseNetwork(int[] sizes, int batch, Random random)
    {
        _batch = batch;
        Input = Rows(sizes[0]);
        Layers = [.. sizes.Zip(sizes.Skip(1)).Select(s => new Layer(s.First, s.Second, Rows(s.Second), Rows(s.Second), random))];
    }

    /// <summary>To be filled in before <see cref="Forward"/>.</summary>
    public float[][] Input { get; }

    /// <summary>Logits, after <see cref="Forward"/>.</summary>
    public float[][] Output => Layers[^1].Output;

    public Layer[] Layers { get; }

    public void Forward()
    {
        var input = Input;
        foreach (var layer in Layers)
        {
            for (var unit = 0; unit < layer.Units; unit++)
            {
                var weights = layer.Weights.AsSpan(unit * (layer.Inputs + 1), layer.Inputs + 1);
                Span<float> row = layer.Output[unit];
                row.Fill(weights[0]);
                for (var i = 0; i < input.Length; i++)
                {
                    TensorPrimitives.MultiplyAdd(input[i], weights[1 + i], row, row);
                }

                if (layer != Layers[^1])
                {
                    TensorPrimitives.Max(row, 0f, row);
                }
            }

            input = layer.Output;
        }
    }

    /// <summary>Takes one step down the gradient of the outputs.</summary>
    public void Backward(float[][] gradient, double rate)
    {
        _step++;
        var above = gradient;
        for (var index = Layers.Length - 1; index >= 0; index--)
        {
            var layer = Layers[index];
            var input = index == 0 ? Input : Layers[index - 1].Output;
            var below = index == 0 ? null : Layers[index - 1].Gradient;
            foreach (var row in below ?? [])
            {
                Array.Clear(row);
            }

            for (var unit = 0; unit < layer.Units; unit++)
            {
                var at = unit * (layer.Inputs + 1);
                layer.Slope[at] = TensorPrimitives.Sum<float>(above[unit]);
                for (var i = 0; i < input.Length; i++)
                {
                    layer.Slope[at + 1 + i] = TensorPrimitives.Dot<float>(above[unit], input[i]);
                    if (below is not null)
                    {
                        TensorPrimitives.MultiplyAdd(above[unit], layer.Weights[at + 1 + i], below[i], below[i]);
                    }
                }
            }

            if (below is not null)
            {
                for (var i = 0; i < below.Length; i++)
                {
                    for (var b = 0; b < _batch; b++)
                    {
                        below[i][b] = input[i][b] > 0 ? below[i][b] : 0;
                    }
                }

                above = below;
            }

            layer.Step(1f / _batch, (float)rate, _step, Decay);
        }
    }

    private float[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[_batch])];

    /// <summary>One layer: per unit its offset, then the weight of each input.</summary>
    internal sealed class Layer
    {
        private readonly float[] _mean;
        private readonly float[] _variance;

        public Layer(int inputs, int units, float[][] output, float[][] gradient, Random random)
        {
            (Inputs, Units, Output, Gradient) = (inputs, units, output, gradient);
            Weights = [.. Enumerable.Range(0, units * (inputs + 1)).Select(i => i % (inputs + 1) == 0 ? 0 : (float)((random.NextDouble() - 0.5) * Math.Sqrt(24.0 / inputs) * 0.7))];
            (Slope, _mean, _variance) = (new float[Weights.Length], new float[Weights.Length], new float[Weights.Length]);
        }

        public int Inputs { get; }

        public int Units { get; }

        public float[] Weights { get; }

        public float[] Slope { get; }

        public float[][] Output { get; }

        public float[][] Gradient { get; }

        public void Step(float scale, float rate, long step, float decay)
        {
            float first = 1 - (float)Math.Pow(0.9, step), second = 1 - (float)Math.Pow(0.999, step);
            for (var i = 0; i < Weights.Length; i++)
            {
                var g = Slope[i] * scale;
                _mean[i] += 0.1f * (g - _mean[i]);
                _variance[i] += 0.001f * (g * g - _variance[i]);
                Weights[i] -= rate * (_mean[i] / first / (MathF.Sqrt(_variance[i] / second) + 1e-8f) + decay * Weights[i]);
            }
        }
    }
}
