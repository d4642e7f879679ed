namespace Mashup.Sdk.Gpu.Models;

/// <summary>A model in a store.</summary>
/// <param name="Name">What <c>--separator</c> takes.</param>
/// <param name="Family">Kind of network, as its manifest calls it.</param>
/// <param name="Stems">What it makes.</param>
/// <param name="Licence">Licence of its weights.</param>
/// <param name="Source">Where its weights come from.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Problem">Why it cannot be used, or <see langword="null"/>.</param>
public sealed record InstalledModel(string Name, string Family, IReadOnlyList<string> Stems, string Licence, string Source, long Bytes, string? Problem);
