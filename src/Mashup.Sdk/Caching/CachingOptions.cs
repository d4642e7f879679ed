namespace Mashup.Sdk.Caching;

/// <summary>Where finished stages are kept, and how much of them.</summary>
public sealed class CachingOptions
{
    /// <summary>Whether finished stages are kept at all.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Folder of the cache. Where it cannot be used, nothing is cached.</summary>
    /// <value>The default value is <see langword="null"/>: the variable <c>MASHUP_CACHE</c>, or else a folder in the user's cache directory.</value>
    public string? Directory { get; set; }

    /// <summary>Most bytes the cache may take; what was used longest ago goes first.</summary>
    /// <value>The default value is 4 GiB.</value>
    public long MaxBytes { get; set; } = 4L << 30;
}
