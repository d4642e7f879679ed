using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Harmony;

/// <summary>A song's harmony, once for what sings and once for what accompanies.</summary>
/// <param name="Voice">Of the separated vocals; of the band where nobody sings, of the mix where it was not separated.</param>
/// <param name="Band">Of the separated bass and other; of the mix where it was not separated.</param>
internal sealed record SongHarmony(HarmonyProfile Voice, HarmonyProfile Band)
{
    /// <summary>Prepares a song.</summary>
    /// <param name="song">The song.</param>
    /// <param name="beatsPerStep">Its beats in half a bar of the mashup.</param>
    public static SongHarmony Of(Song song, int beatsPerStep)
    {
        if (!song.Separated)
        {
            var mix = HarmonyProfile.OfMix(song, beatsPerStep);
            return new SongHarmony(mix, mix);
        }

        var stems = song.Track.Stems!;
        var band = HarmonyProfile.OfBand(song, stems.Band, beatsPerStep);
        return new SongHarmony(song.Sings ? HarmonyProfile.OfVoice(song, stems.Voice, beatsPerStep) : band, band);
    }
}
