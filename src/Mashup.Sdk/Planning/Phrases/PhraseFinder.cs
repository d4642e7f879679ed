using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Phrases;

/// <summary>Finds the windows of a song that are worth singing or playing.</summary>
/// <remarks>
/// Windows start on the phrase lattice (<see cref="PhraseLattice"/>): at the start of a section or a multiple of 4 bars after it, elsewhere only in need.
/// What sings is judged by continuous activity (late entries and cut phrases cost, breaths do not), what accompanies by the absence of voices, which
/// counts the more the less cleanly they can be taken out. Short songs give shorter windows, which are looped.
/// </remarks>
internal static class PhraseFinder
{
    private const int Most = 28;
    private const double OffLine = 0.25;

    /// <summary>Windows to sing, best first.</summary>
    public static IReadOnlyList<PhraseWindow> Sung(Song song, TempoFit fit, int meter, int bars, int most = Most) =>
        Find(song, fit, meter, bars, most, (start, beats) => SungMerit(song, start, beats)).FindAll(w => w.Merit > 0.05);

    /// <summary>Windows to accompany, best first.</summary>
    public static IReadOnlyList<PhraseWindow> Played(Song song, TempoFit fit, int meter, int bars, int most = Most) =>
        Find(song, fit, meter, bars, most, (start, beats) => PlayedMerit(song, start, beats));

    private static List<PhraseWindow> Find(Song song, TempoFit fit, int meter, int bars, int most, Func<int, int, double> merit)
    {
        var beatsPerBar = fit.BeatsPerBar(meter);
        for (var loop = bars; loop >= 1; loop = loop > 8 ? 8 : loop > 4 ? 4 : loop / 2)
        {
            var needed = (loop * beatsPerBar + song.Meter - 1) / song.Meter;
            var windows = new List<PhraseWindow>();
            for (var k = 0; k < song.Bars.Length; k++)
            {
                if (song.Run[k] >= needed)
                {
                    var beats = loop * beatsPerBar;
                    windows.Add(new PhraseWindow(
                        song, song.Bars[k], bars, loop, beatsPerBar, merit(song.Bars[k], beats) + song.Lattice[k], Song.Mean(song.Level, song.Bars[k], beats)));
                }
            }

            if (windows.Count > 0)
            {
                return [.. windows.OrderByDescending(w => w.Merit).ThenBy(w => w.StartBeat).Take(most)];
            }
        }

        return [];
    }

    private static double SungMerit(Song song, int start, int beats)
    {
        var share = Song.Mean(song.VocalShare, start, beats);
        var entry = Song.Mean(song.VocalShare, start, Math.Min(beats, 2 * song.Meter));
        var cutStart = At(song, start - 1) > 0.9 && At(song, start - 2) > 0.5 ? 0.2 : 0;
        var cutEnd = At(song, start + beats - 1) > 0.8 && At(song, start + beats) > 0.9 ? 0.2 : 0;
        return share < 0.25 ? share - 0.25 : share + 0.15 * entry + Entries(song, start, beats) - cutStart - cutEnd;
    }

    // Voices that begin with the phrase are clearer than those that come in ahead of it or in its middle.
    private static double Entries(Song song, int start, int beats)
    {
        var passages = SungPassages.In(song, start, beats, 1, song.Meter);
        return passages.Count == 0 ? 0 : 0.1 - OffLine * Math.Min(2, passages.Count(p => !p.OnLine));
    }

    private static double PlayedMerit(Song song, int start, int beats)
    {
        var voices = Song.Mean(song.VocalShare, start, beats);
        return 0.5 + 0.25 * Song.Mean(song.Level, start, beats) - (0.5 - 0.4 * Math.Clamp(song.Track.VocalClarity, 0, 1)) * voices;
    }

    private static double At(Song song, int beat) => beat >= 0 && beat < song.VocalShare.Length ? song.VocalShare[beat] : 0;
}
