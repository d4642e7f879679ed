namespace Mashup.Sdk.Planning.Casting;

/// <summary>Who does what in a block.</summary>
/// <param name="Lead">Index of the song that sings (or plays the lead where nobody sings).</param>
/// <param name="Bed">Index of the song that accompanies; equal to <paramref name="Lead"/> where a song plays on its own.</param>
internal sealed record Role(int Lead, int Bed)
{
    /// <summary>Whether one song plays alone, as it is.</summary>
    public bool Alone => Lead == Bed;
}
