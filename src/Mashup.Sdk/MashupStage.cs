namespace Mashup.Sdk;

/// <summary>The six stages every mashup goes through, in order.</summary>
public enum MashupStage
{
    /// <summary>Files to samples.</summary>
    Decode,

    /// <summary>Beats, key, chords, sections, vocals, loudness of each song.</summary>
    Analyse,

    /// <summary>Each song into vocals, drums, bass and other.</summary>
    Separate,

    /// <summary>What plays when, and why.</summary>
    Plan,

    /// <summary>The plan as one finished recording.</summary>
    Render,

    /// <summary>The recording as a file.</summary>
    Encode,
}
