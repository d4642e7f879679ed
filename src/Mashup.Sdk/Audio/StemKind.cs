namespace Mashup.Sdk.Audio;

/// <summary>A part of a song that a clip can play.</summary>
public enum StemKind
{
    /// <summary>Lead and backing voices.</summary>
    Vocals,

    /// <summary>Drums and percussion.</summary>
    Drums,

    /// <summary>Bass line.</summary>
    Bass,

    /// <summary>Everything that is not vocals, drums or bass.</summary>
    Other,

    /// <summary>The song without its vocals: drums + bass + other.</summary>
    Instrumental,

    /// <summary>The song as it is.</summary>
    Mix,
}
