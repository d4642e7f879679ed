using Mashup.Sdk.Caching;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk;

/// <summary>Settings of the engine: one section per stage that has any.</summary>
public sealed class MashupOptions
{
    /// <summary>What input files may ask of the machine.</summary>
    public DecodingOptions Decoding { get; set; } = new();

    /// <summary>How plans are mixed and mastered.</summary>
    public RenderingOptions Rendering { get; set; } = new();

    /// <summary>How files are written; the format follows from the file's extension.</summary>
    public EncodingOptions Encoding { get; set; } = new();

    /// <summary>Where finished stages are kept.</summary>
    public CachingOptions Caching { get; set; } = new();
}
