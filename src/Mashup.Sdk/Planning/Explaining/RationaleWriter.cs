using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using static System.FormattableString;

namespace Mashup.Sdk.Planning.Explaining;

/// <summary>Says in plain sentences what the plan does and why.</summary>
internal static class RationaleWriter
{
    public static IReadOnlyList<string> Write(Ensemble ensemble, TempoPlan tempo, IReadOnlyList<ArrangedBlock> blocks)
    {
        var (songs, shifts) = (ensemble.Songs, ensemble.Shifts);
        var lines = new List<string> { Invariant($"The mashup runs at {tempo.Bpm:0.##} BPM in {(tempo.Meter == 3 ? "3/4" : "4/4")}.") };
        lines.AddRange(songs.Select(s => Song(s, tempo, shifts[s.Index])));
        var layered = songs.Where(s => tempo.Fits[s.Index].Layers).ToArray();
        if (layered.Length == 2)
        {
            var (a, b) = (layered[0], layered[1]);
            lines.Add($"After transposition {a.Name} and {b.Name} are in {KeyRelation.Describe(Key(a, shifts), Key(b, shifts))}.");
        }
        else if (layered.Length < 2)
        {
            lines.Add("These songs cannot be layered, so they follow each other with transitions instead; expect a lower score.");
        }

        if (!songs.Any(s => s.Sings))
        {
            lines.Add("Nobody sings in these songs, so the lead instruments of one song play over the drums and bass of the other.");
        }

        lines.AddRange(blocks.Select(b => Block(b, songs, tempo)));
        return lines;
    }

    private static string Song(Song song, TempoPlan tempo, int shift)
    {
        var fit = tempo.Fits[song.Index];
        if (!fit.Layers)
        {
            var why = !song.HasBars ? "has no steady beat"
                : song.Meter != tempo.Meter ? Invariant($"is in {song.Meter}/4")
                : Invariant($"is at {song.Bpm:0.#} BPM, too far from the others even at half or double time");
            return $"{song.Name} {why}, so it plays on its own at its own tempo.";
        }

        var level = fit.TimelineBeats switch { 2 => ", counted at double time", 0.5 => ", counted at half time", _ => "" };
        var over = fit.Percent > 8 ? ", more than is comfortable" : "";
        var pitch = shift == 0 ? "keeps its key" : Invariant($"is moved {(shift > 0 ? "up" : "down")} {Math.Abs(shift)} semitone{(Math.Abs(shift) == 1 ? "" : "s")}");
        return Invariant($"{song.Name} ({song.Bpm:0.#} BPM{level}, {song.Track.Analysis.Key.Key}) is played {fit.Percent:0.0} % {(fit.Ratio >= 1 ? "faster" : "slower")}{over} and {pitch}.");
    }

    private static string Block(ArrangedBlock block, IReadOnlyList<Song> songs, TempoPlan tempo)
    {
        var time = TimeSpan.FromSeconds(block.Block.StartBar * tempo.BarSeconds);
        var head = Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00} {Name(block.Block.Label)}, {block.Block.Bars} bars:");
        if (block.Role.Alone)
        {
            return $"{head} {songs[block.Role.Bed].Name} on its own.";
        }

        if (block.Bed is null)
        {
            return $"{head} silence.";
        }

        var bed = Invariant($"{block.Bed.Song.Name} from {Clock(block.Bed.Song.TimeOf(block.Bed.StartBeat))}");
        if (block.Lead is not { } lead)
        {
            return $"{head} {bed} without vocals.";
        }

        var fit = block.Harmony switch { > 0.6 => "their chords fit closely", > 0.35 => "their chords fit", > 0.1 => "their chords fit loosely", _ => "the best place found, though the chords rub" };
        var rival = block.RunnerUp is { } other ? Invariant($"; next best was from {Clock(other.Song.TimeOf(other.StartBeat))}") : "";
        return Invariant($"{head} {(lead.Song.Sings ? "vocals" : "lead")} of {lead.Song.Name} from {Clock(lead.Song.TimeOf(lead.StartBeat))} over {bed}, because {fit}{rival}.");
    }

    private static string Clock(double seconds) => Invariant($"{(int)(Math.Max(0, seconds) / 60)}:{(int)Math.Max(0, seconds) % 60:00}");

    private static Analysis.Keys.MusicalKey Key(Song song, int[] shifts) => song.Track.Analysis.Key.Key.Transpose(shifts[song.Index]);

    private static string Name(SectionLabel label) => label.ToString().ToLowerInvariant();
}
