using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Casting;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Revising;

/// <summary>The clips that stay when a plan is made anew, and what they ask of the rest.</summary>
/// <remarks>
/// 1. A song keeps the transposition of its locked clips. 2. A block that a locked clip fills by half or more has that song in that role, at that place:
///    the other parts are chosen to go with it. 3. Of what is planned, everything that would sound in the same lane at the same time is cut away.
/// </remarks>
internal sealed class LockedClips(IReadOnlyList<Song> songs, IReadOnlyList<PlanClip> clips)
{
    private const double ShortestPiece = 0.5;

    /// <summary>The locked clips of a request.</summary>
    /// <exception cref="IncompatibleTracksException">A clip does not exist, or plays a song that is not among the songs.</exception>
    public static LockedClips Of(IReadOnlyList<Song> songs, PlanRevision? revision)
    {
        var clips = new List<PlanClip>();
        foreach (var id in revision?.Locked ?? [])
        {
            var clip = revision!.Plan.Clips.FirstOrDefault(c => c.Id == id)
                ?? throw new IncompatibleTracksException($"The clip '{id}' cannot be kept: the plan has no such clip.");
            clips.Add(songs.Any(s => s.Track.Id == clip.Track) ? clip
                : throw new IncompatibleTracksException($"The clip '{id}' cannot be kept: its song '{clip.Track}' is not among the songs."));
        }

        return new LockedClips(songs, clips);
    }

    /// <summary>Timeline beat at which the last of them ends.</summary>
    public double EndBeat => clips.Select(c => c.StartBeat + c.Beats).DefaultIfEmpty(0).Max();

    /// <summary>Transposition of the songs that have one.</summary>
    public IReadOnlyDictionary<int, int> Shifts => clips.Where(c => c.Stem is not (StemKind.Drums or StemKind.Mix))
        .GroupBy(c => Index(c.Track)).ToDictionary(g => g.Key, g => (int)Math.Round(g.First().Semitones));

    /// <summary>What a locked clip lays down for a block: who plays, and from where.</summary>
    /// <param name="block">The block.</param>
    /// <param name="tempo">Tempo and meter.</param>
    /// <param name="sung">Whether the voice is asked for, or the band.</param>
    public PhraseWindow? Pinned(FormBlock block, TempoPlan tempo, bool sung)
    {
        double start = block.StartBar * tempo.Meter, beats = block.Bars * tempo.Meter;
        var clip = clips.Where(c => c.Stem == StemKind.Vocals == sung && c.Stem != StemKind.Mix && tempo.Fits[Index(c.Track)].Layers)
            .Select(c => (Clip: c, Overlap: Math.Min(c.StartBeat + c.Beats, start + beats) - Math.Max(c.StartBeat, start)))
            .Where(x => x.Overlap >= beats / 2).OrderByDescending(x => x.Overlap).FirstOrDefault().Clip;
        if (clip is null)
        {
            return null;
        }

        var song = songs[Index(clip.Track)];
        var perBar = tempo.Fits[song.Index].BeatsPerBar(tempo.Meter);
        var first = song.NearestBeat(clip.SourceAt(start + block.CountIn * tempo.Meter));
        var bars = Math.Min(block.PhraseBars, (song.Beats.Length - 1 - first) / perBar);
        return first < 0 || bars < 1 ? null
            : new PhraseWindow(song, first, block.PhraseBars, bars, perBar, 1, Song.Mean(song.Level, first, bars * perBar));
    }

    /// <summary>Whether a role goes with what is locked in a block.</summary>
    public bool Allows(FormBlock block, TempoPlan tempo, Role role) =>
        (Pinned(block, tempo, sung: true) is not { } lead || lead.Song.Index == role.Lead) && (Pinned(block, tempo, sung: false) is not { } bed || bed.Song.Index == role.Bed);

    /// <summary>The planned clips around the locked ones, and these.</summary>
    public IReadOnlyList<PlanClip> Merge(IReadOnlyList<PlanClip> planned)
    {
        if (clips.Count == 0)
        {
            return planned;
        }

        var pieces = planned.ToList();
        foreach (var locked in clips)
        {
            pieces = [.. pieces.SelectMany(c => SameLane(c.Stem, locked.Stem) ? Around(c, locked) : [c])];
        }

        var taken = clips.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var number = 0;
        return [.. pieces.Select(c => c with { Id = Next() }).Concat(clips).OrderBy(c => c.StartBeat).ThenBy(c => c.Stem)];

        string Next()
        {
            string id;
            do
            {
                id = FormattableString.Invariant($"c{++number}");
            }
            while (taken.Contains(id));
            return id;
        }
    }

    private static bool SameLane(StemKind a, StemKind b) =>
        a == b || a == StemKind.Mix || b == StemKind.Mix || (a == StemKind.Instrumental && b != StemKind.Vocals) || (b == StemKind.Instrumental && a != StemKind.Vocals);

    private static IEnumerable<PlanClip> Around(PlanClip clip, PlanClip locked)
    {
        var (from, to) = (clip.StartBeat, clip.StartBeat + clip.Beats);
        var (hole, end) = (locked.StartBeat, locked.StartBeat + locked.Beats);
        if (hole >= to || end <= from)
        {
            return [clip];
        }

        (double From, double To)[] parts = [(from, hole), (end, to)];
        return parts.Where(p => p.To - p.From >= ShortestPiece).Select(p => Piece(clip, p.From, p.To));
    }

    private static PlanClip Piece(PlanClip clip, double from, double to)
    {
        var length = Math.Round(to - from, 4);
        var warp = clip.Warp.Where((w, i) => (i + 1 >= clip.Warp.Count || clip.Warp[i + 1].Beat > from) && (i == 0 || clip.Warp[i - 1].Beat < to)).ToArray();
        return clip with
        {
            StartBeat = Math.Round(from, 4),
            Beats = length,
            Warp = warp.Length >= 2 ? warp : clip.Warp,
            FadeInBeats = Math.Min(from > clip.StartBeat ? 0 : clip.FadeInBeats, length / 2),
            FadeOutBeats = Math.Min(to < clip.StartBeat + clip.Beats ? 0 : clip.FadeOutBeats, length / 2),
        };
    }

    private int Index(string track) => songs.First(s => s.Track.Id == track).Index;
}
