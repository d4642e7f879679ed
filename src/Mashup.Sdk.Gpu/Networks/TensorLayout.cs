using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Networks;

/// <summary>Where things lie in one tensor: a stride for every elementary axis, whatever their order and however they are merged.</summary>
internal sealed class TensorLayout
{
    private const long MostElements = 1 << 28;

    private readonly Dictionary<Axis, (int Size, int Stride)> _axes = [];

    private TensorLayout(string axes, Func<Axis, int> size)
    {
        var dimensions = axes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => d.Split('*').Select(Parse).ToArray()).ToArray();
        var stride = 1L;
        foreach (var axis in dimensions.SelectMany(d => d).Reverse())
        {
            _axes.Add(axis, (size(axis), (int)stride));
            stride *= size(axis);
            if (stride > MostElements)
            {
                throw new FormatException($"has a tensor ({axes}) of more than {MostElements} numbers, 1 GB");
            }
        }

        Shape = [.. dimensions.Select(d => d.Aggregate(1L, (product, axis) => product * size(axis)))];
        BatchDimension = Array.FindIndex(dimensions, d => d is [Axis.Batch]);
        Length = (int)stride;
    }

    private TensorLayout(IReadOnlyList<long> shape)
    {
        Shape = [.. shape.Select(d => Math.Max(1, d))];
        BatchDimension = -1;
        Length = checked((int)Shape.Aggregate(1L, (product, d) => checked(product * d)));
    }

    /// <summary>An elementary axis.</summary>
    public enum Axis
    {
        Batch,
        Stem,
        Channel,
        Part,
        Bin,
        Frame,
        Sample,
        View,
    }

    public long[] Shape { get; }

    /// <summary>Which dimension counts the chunks of a run, or −1.</summary>
    public int BatchDimension { get; }

    /// <summary>Numbers in the tensor.</summary>
    public int Length { get; }

    public int Stride(Axis axis) => _axes.TryGetValue(axis, out var found) ? found.Stride : 0;

    public int Size(Axis axis) => _axes.TryGetValue(axis, out var found) ? found.Size : 1;

    /// <summary>Where one plane begins: one chunk, stem, channel and part.</summary>
    public int Offset(int batch, int stem = 0, int channel = 0, int part = 0) =>
        batch * Stride(Axis.Batch) + stem * Stride(Axis.Stem) + channel * Stride(Axis.Channel) + part * Stride(Axis.Part);

    /// <summary>Lays a tensor out.</summary>
    /// <param name="tensor">What the manifest says.</param>
    /// <param name="rank">Number of dimensions in the graph, which tells whether a single stem has an axis of its own.</param>
    /// <param name="isOutput">Whether it is an output.</param>
    /// <param name="size">Size of each elementary axis.</param>
    /// <exception cref="FormatException">The manifest's axes make no sense; the message ends a sentence.</exception>
    public static TensorLayout Of(TensorContract tensor, int rank, bool isOutput, Func<Axis, int> size)
    {
        if (tensor.Kind == TensorKind.State)
        {
            return new TensorLayout(tensor.Shape!);
        }

        var axes = tensor.Axes ?? Usual(tensor.Kind, isOutput, isOutput && (size(Axis.Stem) > 1 || rank > Rank(Usual(tensor.Kind, isOutput, hasStem: false))));
        try
        {
            return new TensorLayout(axes, size);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"names an axis twice in '{axes}'", e);
        }
    }

    private static int Rank(string axes) => axes.Split(' ').Length;

    private static string Usual(TensorKind kind, bool isOutput, bool hasStem)
    {
        var stem = hasStem ? "stem " : "";
        return "batch " + stem + kind switch
        {
            TensorKind.Wave => "channel sample",
            TensorKind.Cac => "channel*part bin frame",
            TensorKind.CacLast => "channel bin frame part",
            TensorKind.BinInterleaved => "frame bin*channel*part",
            TensorKind.Bands when isOutput => "channel frame bin",
            TensorKind.Bands => "view frame bin",
            TensorKind.Draft => "stem frame bin",
            _ => "channel bin frame",
        };
    }

    private static Axis Parse(string name) =>
        Enum.TryParse<Axis>(name, ignoreCase: true, out var axis) && !char.IsDigit(name[0]) ? axis : throw new FormatException($"has an axis '{name}'; there are {string.Join(", ", Enum.GetNames<Axis>()).ToLowerInvariant()}");
}
