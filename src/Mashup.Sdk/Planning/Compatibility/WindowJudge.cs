using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Compatibility;

/// <summary>Compares every window of one song's voice with every window of another's band, at the transposition that was chosen for them.</summary>
/// <remarks>
/// 1. Local harmony of exactly these bars; likeness of their kick and snare patterns; evenness of the spectrum of their sum; clash: the share of the time in
///    which both sing, as far as the band's voice cannot be taken out. 2. Weights 1 : 0.2 : 0.2 for harmony, rhythm and balance after AutoMashUpper
///    (Davies et al., TASLP 2014); a clash of voices costs, for it spoils a mashup that fits otherwise (same study).
/// </remarks>
internal sealed class WindowJudge
{
    private const int Bars = 8;
    private const int Most = 256;
    private const double RhythmWeight = 0.2;
    private const double BalanceWeight = 0.2;
    private const double ClashWeight = 0.4;
    private const double MeritWeight = 0.2;

    // Patterns that run at different rates can neither agree nor disagree stroke by stroke.
    private const double OtherRate = 0.6;
    private readonly Song _lead;
    private readonly Song _bed;
    private readonly TempoPlan _tempo;
    private readonly SongHarmony[] _harmonies;
    private readonly int _semitones;

    public WindowJudge(Song lead, Song bed, Ensemble ensemble)
    {
        (_lead, _bed, _tempo) = (lead, bed, ensemble.Tempo);
        _harmonies = [ensemble.Harmonies[lead.Index], ensemble.Harmonies[bed.Index]];
        _semitones = ensemble.Shifts[lead.Index] - ensemble.Shifts[bed.Index];
    }

    /// <summary>The best places, best first, no voice window twice.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<MatchWindow> Best(int count)
    {
        var sung = Sketches(PhraseFinder.Sung(_lead, _tempo.Fits[_lead.Index], _tempo.Meter, Bars, Most));
        var played = Sketches(PhraseFinder.Played(_bed, _tempo.Fits[_bed.Index], _tempo.Meter, Bars, Most));
        var best = new List<(double Value, MatchWindow Window)>(sung.Length);
        foreach (var voice in sung)
        {
            var (most, found) = (double.NegativeInfinity, (MatchWindow?)null);
            foreach (var band in played)
            {
                var window = Judge(voice, band);
                var value = window.Harmony + RhythmWeight * window.Rhythm + BalanceWeight * window.Balance - ClashWeight * window.Clash
                    + MeritWeight * (voice.Window.Merit + band.Window.Merit);
                (most, found) = value > most ? (value, window) : (most, found);
            }

            if (found is not null)
            {
                best.Add((most, found));
            }
        }

        return [.. best.OrderByDescending(b => b.Value).ThenBy(b => b.Window.VocalSeconds).Take(count).Select(b => b.Window)];
    }

    private MatchWindow Judge(Sketch voice, Sketch band)
    {
        var bars = Math.Min(voice.Window.LoopBars, band.Window.LoopBars);
        var steps = Math.Max(1, bars * voice.Window.BeatsPerBar / _harmonies[0].Voice.BeatsPerStep);
        var harmony = _harmonies[0].Voice.Correlate(_harmonies[1].Band, voice.Window.StartBeat, band.Window.StartBeat, steps, _semitones);
        var rhythm = _tempo.Fits[_lead.Index].TimelineBeats == _tempo.Fits[_bed.Index].TimelineBeats ? RhythmPattern.Likeness(voice.Pattern, band.Pattern) : OtherRate;
        return new MatchWindow(voice.Seconds, band.Seconds, bars, Math.Round(harmony, 3))
        {
            Rhythm = Math.Round(rhythm, 3),
            Balance = Math.Round(SpectralBalance.Of(voice.Bands, band.Bands), 3),
            Clash = Math.Round(Clash(voice, band), 3),
        };
    }

    private double Clash(Sketch voice, Sketch band)
    {
        var length = Math.Min(voice.Sung.Length, band.Sung.Length);
        var both = 0d;
        for (var i = 0; i < length; i++)
        {
            both += Math.Min(voice.Sung[i], band.Sung[i]);
        }

        return length == 0 ? 0 : both / length * (1 - Math.Clamp(_bed.Track.VocalClarity, 0, 1));
    }

    private static Sketch[] Sketches(IReadOnlyList<PhraseWindow> windows) => [.. windows.Select(w =>
    {
        var (song, beats) = (w.Song, w.EndBeat - w.StartBeat);
        var perHalfBar = Math.Max(1, w.BeatsPerBar / 2);
        return new Sketch(
            w,
            Math.Round(song.TimeOf(w.StartBeat), 3),
            RhythmPattern.Of(song, Enumerable.Range(0, beats / song.Meter).Select(b => w.StartBeat + b * song.Meter)),
            SpectralBalance.Bands(song, w.StartBeat, beats),
            [.. Enumerable.Range(0, beats / perHalfBar).Select(h => Song.Mean(song.VocalShare, w.StartBeat + h * perHalfBar, perHalfBar))]);
    })];

    /// <summary>A window and what of it does not depend on the other song; <paramref name="Sung"/> is the share sung of each half bar of the mashup.</summary>
    private sealed record Sketch(PhraseWindow Window, double Seconds, float[] Pattern, double[] Bands, double[] Sung);
}
