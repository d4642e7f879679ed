namespace Mashup.Hosting.Tracks;

/// <summary>A musical key.</summary>
/// <param name="Tonic">C, Db, D, … B.</param>
/// <param name="Mode"><c>major</c> or <c>minor</c>.</param>
/// <param name="Camelot">1A to 12B.</param>
internal sealed record KeyAnswer(string Tonic, string Mode, string Camelot)
{
    public static KeyAnswer? Of(string? tonic, string? mode, string? camelot) => tonic is null || mode is null || camelot is null ? null : new(tonic, mode, camelot);
}
