using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Benchmarks.Neural;

/// <summary>A TFC-TDF U-Net of 24 channels, 384 bands, 256 frames and 4 stems with random weights: the size that a model for the CPU would have.</summary>
internal sealed class SmallNet
{
    private const int Growth = 24;
    private const int Stems = 4;

    private readonly OnnxGraph _graph = new();
    private readonly Random _random = new(1);

    public static byte[] Create()
    {
        var net = new SmallNet();
        net._graph.Input("x", 1, 4, 256, 384).Output("masks", 1, Stems, 2, 256, 384);
        var x = net.Relu(net.Conv("x", 4, Growth, 1, 1));
        var skips = new Stack<string>();
        for (var level = 1; level <= 3; level++)
        {
            skips.Push(net.Block(x, level * Growth, 384 >> (level - 1)));
            x = net.Relu(net.Conv(skips.Peek(), level * Growth, (level + 1) * Growth, 2, 2));
        }

        x = net.Block(x, 4 * Growth, 48);
        for (var level = 3; level >= 1; level--)
        {
            var up = net.Relu(net._graph.Node("ConvTranspose", [x, net.Weights((level + 1) * Growth, level * Growth, 2, 2)], null, ("strides", new[] { 2, 2 })));
            x = net.Block(net._graph.Node("Mul", [up, skips.Pop()]), level * Growth, 384 >> (level - 1));
        }

        var shaped = net._graph.Node("Reshape", [net.Conv(x, Growth, 2 * Stems, 1, 1), net._graph.Constant([1L, Stems, 2, 256, 384])]);
        net._graph.Node("Softmax", [shaped], "masks", ("axis", 1));
        return net._graph.ToArray();
    }

    /// <summary>Three convolutions, then a bottleneck over the bands beside an unchanged path.</summary>
    private string Block(string x, int channels, int bands)
    {
        for (var i = 0; i < 3; i++)
        {
            x = Relu(_graph.Node("Conv", [x, Weights(channels, channels, 3, 3)], null, ("pads", new[] { 1, 1, 1, 1 })));
        }

        var narrow = Relu(_graph.Node("MatMul", [x, Weights(bands, bands / 8)]));
        return _graph.Node("Add", [x, Relu(_graph.Node("MatMul", [narrow, Weights(bands / 8, bands)]))]);
    }

    private string Conv(string x, int from, int to, int size, int stride) =>
        _graph.Node("Conv", [x, Weights(to, from, size, size)], null, ("strides", new[] { stride, stride }));

    private string Relu(string x) => _graph.Node("Relu", [x]);

    private string Weights(params long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var scale = 2 / Math.Sqrt((double)count / shape[0]);
        return _graph.Constant([.. Enumerable.Range(0, (int)count).Select(_ => (float)((_random.NextDouble() - 0.5) * scale))], shape);
    }
}
