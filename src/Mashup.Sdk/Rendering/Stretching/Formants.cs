namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>What becomes of a sound's spectral envelope when its pitch moves.</summary>
public enum Formants
{
    /// <summary>It moves with the pitch, as on a tape: for instruments and whole songs.</summary>
    Move,

    /// <summary>It stays: for voices.</summary>
    Keep,
}
