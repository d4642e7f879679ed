using System.Runtime.InteropServices;

namespace Mashup.Sdk.Gpu.Tests.Graphs;

/// <summary>A small ONNX graph (IR 8, opset 13), written by the tests themselves: no weights, no licence, known answers.</summary>
internal sealed class OnnxGraph
{
    private readonly List<ProtobufWriter> _nodes = [];
    private readonly List<ProtobufWriter> _constants = [];
    private readonly List<ProtobufWriter> _inputs = [];
    private readonly List<ProtobufWriter> _outputs = [];
    private int _names;

    public OnnxGraph Input(string name, params long[] shape)
    {
        _inputs.Add(Value(name, shape));
        return this;
    }

    public OnnxGraph Output(string name, params long[] shape)
    {
        _outputs.Add(Value(name, shape));
        return this;
    }

    /// <summary>Adds a constant of floats; returns its name.</summary>
    public string Constant(float[] values, params long[] shape) => Constant(1, MemoryMarshal.AsBytes<float>(values), shape);

    /// <summary>Adds a constant of 64-bit integers; returns its name.</summary>
    public string Constant(long[] values) => Constant(7, MemoryMarshal.AsBytes<long>(values), [values.Length]);

    /// <summary>Adds an operator; returns the name of its output.</summary>
    public string Node(string type, string[] inputs, string? output = null, params (string Name, object Value)[] attributes)
    {
        output ??= Name();
        var node = new ProtobufWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(4, type);
        foreach (var (name, value) in attributes)
        {
            var attribute = new ProtobufWriter().Text(1, name);
            switch (value)
            {
                case int i:
                    attribute.Integer(3, i).Integer(20, 2);
                    break;
                case float f:
                    attribute.Float(2, f).Integer(20, 1);
                    break;
                case int[] many:
                    foreach (var i in many)
                    {
                        attribute.Integer(8, i);
                    }

                    attribute.Integer(20, 7);
                    break;
            }

            node.Message(5, attribute);
        }

        _nodes.Add(node);
        return output;
    }

    public byte[] ToArray()
    {
        var graph = new ProtobufWriter();
        _nodes.ForEach(n => graph.Message(1, n));
        graph.Text(2, "test");
        _constants.ForEach(c => graph.Message(5, c));
        _inputs.ForEach(i => graph.Message(11, i));
        _outputs.ForEach(o => graph.Message(12, o));
        return new ProtobufWriter().Integer(1, 8).Message(7, graph).Message(8, new ProtobufWriter().Text(1, "").Integer(2, 13)).ToArray();
    }

    /// <summary>A constant that claims more numbers than it brings.</summary>
    public string Claim(params long[] shape) => Constant(1, [1, 2, 3, 4], shape);

    private string Constant(int type, ReadOnlySpan<byte> values, long[] shape)
    {
        var (tensor, name) = (new ProtobufWriter(), Name());
        foreach (var size in shape)
        {
            tensor.Integer(1, size);
        }

        _constants.Add(tensor.Integer(2, type).Text(8, name).Bytes(9, values));
        return name;
    }

    private string Name() => $"v{_names++}";

    private static ProtobufWriter Value(string name, long[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (var size in shape)
        {
            dimensions.Message(1, size > 0 ? new ProtobufWriter().Integer(1, size) : new ProtobufWriter().Text(2, "any"));
        }

        var tensor = new ProtobufWriter().Integer(1, 1).Message(2, dimensions);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
