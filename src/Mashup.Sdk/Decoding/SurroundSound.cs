namespace Mashup.Sdk.Decoding;

/// <summary>What becomes of a recording's channels beyond the second.</summary>
internal enum SurroundSound
{
    /// <summary>They are folded down to stereo: what a mashup is made of.</summary>
    Fold,

    /// <summary>The five or six of 5.0 and 5.1 are handed over as they are, for those who measure them; all others are folded.</summary>
    Keep,
}
