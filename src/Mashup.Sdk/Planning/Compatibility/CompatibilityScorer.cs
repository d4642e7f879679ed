using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using static System.FormattableString;

namespace Mashup.Sdk.Planning.Compatibility;

/// <summary>Ranks songs by how well they go with one, from stored analyses, in milliseconds a song.</summary>
internal static class CompatibilityScorer
{
    private const int Places = 3;

    // Share of a window in which a second voice is noticed.
    private const double Audible = 0.15;

    /// <summary>Both directions of every candidate, best first.</summary>
    public static IReadOnlyList<TrackMatch> Rank(PlanningTrack song, IReadOnlyList<PlanningTrack> candidates, CancellationToken cancellationToken) =>
        [.. candidates.Select(c => Match(song, c, cancellationToken)).OrderByDescending(m => m.Score).ThenBy(m => m.File, StringComparer.Ordinal)];

    /// <summary>Both directions of one pair.</summary>
    public static TrackMatch Match(PlanningTrack song, PlanningTrack candidate, CancellationToken cancellationToken)
    {
        Song[] songs = [SongPreparation.Prepare(song, 0), SongPreparation.Prepare(candidate, 1)];
        var tempo = TempoPlanner.Choose(songs, 0.5);
        var ensemble = Ensemble.Of(songs, tempo, 0.3, given: null, cancellationToken);
        var there = Direction(songs[0], songs[1], ensemble);
        var back = Direction(songs[1], songs[0], ensemble);
        return new TrackMatch(candidate.File, Math.Max(there.Score, back.Score), there, back);
    }

    private static DirectionMatch Direction(Song lead, Song bed, Ensemble ensemble)
    {
        var (tempo, shifts) = (ensemble.Tempo, ensemble.Shifts);
        var pair = ensemble.Judgements[lead.Index, bed.Index];
        var (a, b) = (tempo.Fits[lead.Index], tempo.Fits[bed.Index]);
        if (!a.Layers || !b.Layers)
        {
            return new DirectionMatch(Math.Round(25 * pair.Worth, 1), 0, 1, 0, [], ["Their bars cannot be put on each other: only a mix with transitions is possible."]);
        }

        var semitones = shifts[lead.Index] - shifts[bed.Index];
        var windows = new WindowJudge(lead, bed, ensemble).Best(Places);
        var local = windows.Count == 0 ? 0 : Math.Clamp(windows[0].Harmony, 0, 1);
        var score = Math.Round(100 * Math.Clamp(0.8 * pair.Worth + 0.2 * local, 0, 1) * (lead.Sings ? 1 : 0.6), 1);
        return new DirectionMatch(score, tempo.Bpm, b.TimelineBeats / a.TimelineBeats, semitones, windows, Reasons(lead, bed, pair, windows, tempo, shifts));
    }

    private static List<string> Reasons(
        Song lead, Song bed, PairJudgement pair, IReadOnlyList<MatchWindow> windows, TempoPlan tempo, int[] shifts)
    {
        var keys = KeyRelation.Describe(
            lead.Track.Analysis.Key.Key.Transpose(shifts[lead.Index]), bed.Track.Analysis.Key.Key.Transpose(shifts[bed.Index]));
        var moved = Math.Abs(shifts[lead.Index] - shifts[bed.Index]);
        var reasons = new List<string>
        {
            Invariant($"They meet at {tempo.Bpm:0.#} BPM: {lead.Name} moves {tempo.Fits[lead.Index].Percent:0.0} %, {bed.Name} {tempo.Fits[bed.Index].Percent:0.0} %."),
            moved == 0 ? $"Their keys need no transposition: {keys}." : Invariant($"Moved {moved} semitone{(moved == 1 ? "" : "s")} against each other they are in {keys}."),
            Invariant($"Their harmonies agree to {100 * pair.Harmonic:0} %, their rhythms to {100 * pair.Rhythmic:0} %; together they fill the spectrum to {100 * pair.Spectral:0} %."),
            lead.Separated && bed.Separated ? "Harmony was compared between the separated voice and band."
                : "Harmony was compared between full mixes where a song has not been separated yet.",
        };
        if (windows.Count > 0 && windows[0].Clash >= Audible)
        {
            reasons.Add(Invariant($"{bed.Name} sings too in the best place: its voice may shine through for {100 * windows[0].Clash:0} % of the time."));
        }

        if (!lead.Sings)
        {
            reasons.Add($"{lead.Name} has no vocals to use.");
        }

        return reasons;
    }
}
