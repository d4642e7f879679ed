namespace Mashup.Sdk.Caching;

/// <summary>Where finished stages are kept, so that nothing is computed twice.</summary>
public sealed class CachingOptions
{
    /// <summary>Whether finished stages are kept at all.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Folder of the artefacts; <see langword="null"/> for <c>$MASHUP_CACHE</c> or else the user's cache folder.</summary>
    /// <value>The default value is <see langword="null"/>.</value>
    public string? Directory { get; set; }

    /// <summary>Bytes kept at most; the artefacts longest unused go first.</summary>
    /// <value>The default value is 4 GiB.</value>
    public long MaxBytes { get; set; } = 4L << 30;
}
