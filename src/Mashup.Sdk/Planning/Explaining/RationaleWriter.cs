using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Harmony;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using static System.FormattableString;

namespace Mashup.Sdk.Planning.Explaining;

/// <summary>Says in plain sentences what the plan does and why.</summary>
internal static class RationaleWriter
{
    public static IReadOnlyList<string> Write(Ensemble ensemble, TempoPlan tempo, IReadOnlyList<ArrangedBlock> blocks, bool swapsDrums)
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

        if (layered.Length > 1)
        {
            lines.Add(layered.All(s => s.Separated)
                ? "Harmony was compared between the separated voices and bands."
                : "Harmony was compared between full mixes, because not every song has been separated yet; making the mashup separates them and may choose better.");
        }

        lines.AddRange(blocks.Select(b => Head(b, tempo) + Reason(b, ensemble, swapsDrums)));
        return lines;
    }

    /// <summary>What is not as good as it should be.</summary>
    public static IReadOnlyList<string> Warnings(Ensemble ensemble, TempoPlan tempo, IReadOnlyList<ArrangedBlock> blocks)
    {
        var warnings = new List<string>();
        foreach (var song in ensemble.Songs)
        {
            var fit = tempo.Fits[song.Index];
            if (!fit.Layers)
            {
                warnings.Add(Song(song, tempo, 0));
            }
            else if (fit.Percent > 8)
            {
                warnings.Add(Invariant($"{song.Name} is played {fit.Percent:0.0} % {(fit.Ratio >= 1 ? "faster" : "slower")}, more than is comfortable."));
            }
        }

        var rubbing = blocks.Count(b => b.Lead is not null && b.Harmony <= 0.1);
        if (rubbing > 0)
        {
            warnings.Add(Invariant($"In {rubbing} of {blocks.Count} sections the chords of voice and band rub."));
        }

        return warnings;
    }

    private static string Song(Song song, TempoPlan tempo, int shift)
    {
        var fit = tempo.Fits[song.Index];
        if (!fit.Layers)
        {
            var why = !song.HasBars ? "has no steady beat"
                : song.Meter != tempo.Meter ? Invariant($"is in {song.Meter}/4 and the others in {tempo.Meter}/4, whose bars never meet")
                : Invariant($"is at {song.Bpm:0.#} BPM, too far from the others' {tempo.Bpm:0.#}: even at half or double time it would be played {Nearest(song, tempo):0} % off its tempo");
            return $"{song.Name} {why}, so it is not layered: it plays on its own at its own tempo, cut in on a downbeat and filtered out before the next.";
        }

        var level = fit.TimelineBeats switch { 2 => ", counted at double time", 0.5 => ", counted at half time", _ => "" };
        var over = fit.Percent > 8 ? ", more than is comfortable" : "";
        var pitch = shift == 0 ? "keeps its key" : Invariant($"is moved {(shift > 0 ? "up" : "down")} {Math.Abs(shift)} semitone{(Math.Abs(shift) == 1 ? "" : "s")}");
        return Invariant($"{song.Name} ({song.Bpm:0.#} BPM{level}, {song.Track.Analysis.Key.Key}) is played {fit.Percent:0.0} % {(fit.Ratio >= 1 ? "faster" : "slower")}{over} and {pitch}.");
    }

    private static double Nearest(Song song, TempoPlan tempo) => 100 * ((double[])[0.5, 1, 2]).Min(level => Math.Abs(tempo.Bpm / (song.Bpm * level) - 1));

    /// <summary>What plays in a block and why this and nothing else, in one sentence.</summary>
    public static string Reason(ArrangedBlock block, Ensemble ensemble, bool swapsDrums)
    {
        if (block.Role.Alone)
        {
            return $"{ensemble.Songs[block.Role.Bed].Name} plays on its own, whole and at its own tempo, for no other song can be put on its bars.";
        }

        if (block.Bed is not { } window)
        {
            return "Silence.";
        }

        var bed = Invariant($"{window.Song.Name} from {Clock(window.Song.TimeOf(window.StartBeat))}");
        var rival = block.RunnerUp is { } other ? Invariant($" rather than the {(block.Lead is null ? "band" : "voice")} from {Clock(other.Window.Song.TimeOf(other.Window.StartBeat))}, {other.Why}") : "";
        if (block.Lead is not { } lead)
        {
            return $"{Parts(block)} of {bed}, nobody sings{(rival.Length > 0 ? ";" + rival : "")}.";
        }

        var fit = block.Harmony switch { > 0.6 => "their chords fit closely", > 0.35 => "their chords fit", > 0.1 => "their chords fit loosely", _ => "it is the best place found, though the chords rub" };
        var answer = block.Answered ? $"; {window.Song.Name} answers with its own voice in the second half" : "";
        var drums = swapsDrums && block.Block.Label == SectionLabel.Chorus ? $" with the drums of {lead.Song.Name}" : "";
        return Invariant(
            $"{(lead.Song.Sings ? "Vocals" : "Lead")} of {lead.Song.Name} from {Clock(lead.Song.TimeOf(lead.StartBeat))} over {bed}{drums}, because {fit}{(rival.Length > 0 ? ";" + rival : "")}{answer}.");
    }

    private static string Parts(ArrangedBlock block)
    {
        var stems = block.Block.Lanes.Select(l => l.HalfTime ? "half-time drums" : l.Stem == StemKind.Other ? "chords" : l.Stem.ToString().ToLowerInvariant()).Distinct().ToArray();
        var words = stems.Length > 1 ? string.Join(", ", stems[..^1]) + " and " + stems[^1] : stems.FirstOrDefault() ?? "nothing";
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Head(ArrangedBlock block, TempoPlan tempo)
    {
        var time = TimeSpan.FromSeconds(block.Block.StartBar * tempo.BarSeconds);
        return Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00} {Name(block.Block.Label)}, {block.Block.Bars} bars: ");
    }

    private static string Clock(double seconds) => Invariant($"{(int)(Math.Max(0, seconds) / 60)}:{(int)Math.Max(0, seconds) % 60:00}");

    private static Analysis.Keys.MusicalKey Key(Song song, int[] shifts) => song.Track.Analysis.Key.Key.Transpose(shifts[song.Index]);

    private static string Name(SectionLabel label) => label.ToString().ToLowerInvariant();
}
