namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Trade between sound and speed.</summary>
public enum StretchQuality
{
    /// <summary>The best sound.</summary>
    Best,

    /// <summary>A few times faster, for previews.</summary>
    Fast,
}
