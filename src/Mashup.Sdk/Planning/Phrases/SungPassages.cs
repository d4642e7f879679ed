using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Phrases;

/// <summary>Says which stretches of a window are worth a vocal clip, and where each begins.</summary>
/// <remarks>
/// 1. Sung regions with pauses of less than a bar between them are one passage. One that begins up to a bar before the window is a pickup and begins
///    early; one that began earlier, or hardly after the one before it, is entered on the bar. A passage ends with its last syllable, up to half a bar late.
/// 2. A passage begins on a phrase line where it can: at most a beat ahead of it, so that a short pickup is kept and the breath before it is not; on the
///    line itself where the voice enters soon after it, for the breath before the first word belongs to the phrase, and editors find the clip on the bar.
/// 3. One that does not begin on a line goes on from the passage before it across a pause of less than two bars (detectors lose a voice for a bar more
///    often than singers rest in the middle of a phrase), and is left out where it is no more than a word or two.
/// Pickups are why a voice does not enter on the bar as other layers do: the grid is aligned, the voice begins early.
/// </remarks>
internal static class SungPassages
{
    // Beats: consonants before the first vowel, and the rest that tells a pickup from a phrase that is still going on.
    private const double Margin = 0.125;
    private const double LeastRest = 1;

    // Beats ahead of a phrase line that belong to the line, and what more is breath rather than a syllable.
    private const double Ahead = 0.875;
    private const double Breath = 0.75;
    private const double MostSilence = 0.2;
    private const int BarsPerPhrase = 4;

    /// <summary>The passages of a window, in order, in beats of the timeline from its start; they may begin before it and end after it.</summary>
    /// <param name="song">Who sings.</param>
    /// <param name="startBeat">First beat of the window in the song.</param>
    /// <param name="length">Its length, beats of the timeline.</param>
    /// <param name="step">Beats of the timeline in a beat of the song.</param>
    /// <param name="meter">Beats of the timeline in a bar.</param>
    public static IReadOnlyList<SungPassage> In(Song song, int startBeat, double length, double step, int meter)
    {
        var passages = new List<SungPassage>();
        foreach (var (start, end) in Sounding(song, startBeat, length, step, meter))
        {
            var entered = Enter(start, end, passages.Count > 0 ? passages[^1].End : double.NegativeInfinity, Math.Min(1, step), meter);
            if (!entered.OnLine && passages.Count > 0 && start - passages[^1].End < 2 * meter)
            {
                passages[^1] = passages[^1] with { End = Math.Max(end, passages[^1].End) };
            }
            else if (entered.OnLine || end - start >= meter)
            {
                passages.Add(entered);
            }
        }

        return passages;
    }

    private static List<(double Start, double End)> Sounding(Song song, int startBeat, double length, double step, int meter)
    {
        var sounding = new List<(double Start, double End)>();
        var before = double.NegativeInfinity;
        foreach (var (from, to) in song.Vocals.Select(v => ((song.BeatAt(v.Start) - startBeat) * step, (song.BeatAt(v.End) - startBeat) * step)))
        {
            var early = from < -meter || (from < -0.5 && from - before < LeastRest);
            before = to;
            if (to <= (early ? 1 : 0.25) || from >= length - 0.5)
            {
                continue;
            }

            var (start, end) = (early ? 0 : from - Margin, to > length + meter / 2d ? length : to + Margin);
            if (sounding.Count > 0 && start - sounding[^1].End < meter)
            {
                sounding[^1] = (sounding[^1].Start, Math.Max(end, sounding[^1].End));
            }
            else
            {
                sounding.Add((start, end));
            }
        }

        return sounding;
    }

    private static SungPassage Enter(double start, double end, double free, double beat, int meter)
    {
        var phrase = BarsPerPhrase * meter;
        var next = Math.Ceiling(start / phrase) * phrase;
        if (next - start <= (Ahead + Breath) * beat)
        {
            return new SungPassage(Math.Max(start, next - Ahead * beat), end, OnLine: true);
        }

        var line = Math.Floor(start / phrase) * phrase;
        var silence = start - line;
        return line >= free && silence <= Math.Min(meter, MostSilence * (end - line))
            ? new SungPassage(line, end, OnLine: true)
            : new SungPassage(start, end, silence <= beat);
    }
}
