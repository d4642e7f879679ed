namespace Mashup.Sdk.Analysis.Sections;

/// <summary>The role of a section in a song's form.</summary>
public enum SectionLabel
{
    /// <summary>Before the song gets going.</summary>
    Intro,

    /// <summary>Sung, carries the story.</summary>
    Verse,

    /// <summary>Sung, returns, the loudest part.</summary>
    Chorus,

    /// <summary>Sung, comes once.</summary>
    Bridge,

    /// <summary>Drums or bass drop out.</summary>
    Break,

    /// <summary>After the song is over.</summary>
    Outro,

    /// <summary>Nobody sings.</summary>
    Instrumental,
}
