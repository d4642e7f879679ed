namespace Mashup.Sdk.Gpu.Models;

/// <summary>A model about to be installed, as far as it is known before its weights are read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Licence">Licence of its weights.</param>
/// <param name="Source">Where they come from.</param>
public sealed record ModelOffer(string Name, string Licence, string Source);
