namespace Mashup.Sdk.Gpu.Networks;

/// <summary>What a graph says of itself.</summary>
internal sealed record GraphShape(IReadOnlyList<GraphTensor> Inputs, IReadOnlyList<GraphTensor> Outputs);

/// <summary>One input or output of a graph.</summary>
/// <param name="Name">As the exporter called it.</param>
/// <param name="Shape">Sizes; 0 or less where any size goes.</param>
/// <param name="IsFloat">Whether it holds 32-bit floats.</param>
internal sealed record GraphTensor(string Name, IReadOnlyList<long> Shape, bool IsFloat)
{
    public override string ToString() => $"{Name} {ShapeText.Of(Shape)}{(IsFloat ? "" : " of another type than float")}";
}

/// <summary>Shapes as people write them.</summary>
internal static class ShapeText
{
    public static string Of(IEnumerable<long> shape) => $"[{string.Join(',', shape.Select(d => d > 0 ? d.ToString(System.Globalization.CultureInfo.InvariantCulture) : "any"))}]";
}
