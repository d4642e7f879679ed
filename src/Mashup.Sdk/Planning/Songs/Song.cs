using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Planning.Songs;

/// <summary>A song prepared for planning: its beats, its bars that can be cut and counted, and what each beat holds.</summary>
internal sealed class Song
{
    /// <summary>Place of the song in the request.</summary>
    public required int Index { get; init; }

    /// <summary>The song as it was given.</summary>
    public required PlanningTrack Track { get; init; }

    /// <summary>Beats per bar.</summary>
    public required int Meter { get; init; }

    /// <summary>Beat times, seconds; empty where there is no usable grid.</summary>
    public required double[] Beats { get; init; }

    /// <summary>Beat index of each downbeat.</summary>
    public required int[] Bars { get; init; }

    /// <summary>How many whole bars of the right length follow each other from each bar on, itself included.</summary>
    public required int[] Run { get; init; }

    /// <summary>How many bars each bar lies after the start of its section.</summary>
    public required int[] Phase { get; init; }

    /// <summary>How good each bar is to begin with, see <see cref="Phrases.PhraseLattice"/>.</summary>
    public required double[] Lattice { get; init; }

    /// <summary>Share of each beat in which somebody sings, 0 to 1.</summary>
    public required double[] VocalShare { get; init; }

    /// <summary>Drum strokes in a beat, on average, weighted by their strength.</summary>
    public required double StrokesPerBeat { get; init; }

    /// <summary>Energy of each beat, by loudness and drum strokes, between the song's quiet (0) and lively (1) parts.</summary>
    public required double[] Level { get; init; }

    /// <summary>Whether bars of this song can be put on another song's bars.</summary>
    public bool HasBars => Run.Length > 0 && Run.Max() >= 2;

    /// <summary>Tempo, beats per minute, from the beats themselves.</summary>
    public required double Bpm { get; init; }

    /// <summary>Whether there is anything to sing with: four seconds of vocals or more.</summary>
    public bool Sings => Vocals.Sum(v => Math.Max(0, v.End - v.Start)) >= 4;

    /// <summary>Whether its voice and its band are known apart.</summary>
    public bool Separated => Track.Stems is { } stems && stems.Voice.Count >= Beats.Length && stems.Band.Count >= Beats.Length;

    /// <summary>Where somebody sings and may be heard.</summary>
    public required IReadOnlyList<VocalRegion> Vocals { get; init; }

    /// <summary>What to call the song in a sentence.</summary>
    public string Name => $"\u201c{Path.GetFileNameWithoutExtension(Track.File)}\u201d";

    /// <summary>Time of a beat, seconds; beyond the ends the nearest interval goes on.</summary>
    public double TimeOf(int beat)
    {
        var last = Beats.Length - 1;
        return beat < 0 ? Beats[0] + beat * (Beats[1] - Beats[0])
            : beat > last ? Beats[last] + (beat - last) * (Beats[last] - Beats[last - 1])
            : Beats[beat];
    }

    /// <summary>Index of the beat nearest to a time, or −1 where the song has none.</summary>
    public int NearestBeat(double time)
    {
        var i = Array.BinarySearch(Beats, time);
        i = i < 0 ? ~i : i;
        return i == 0 || (i < Beats.Length && Beats[i] - time < time - Beats[i - 1]) ? Math.Min(i, Beats.Length - 1) : i - 1;
    }

    /// <summary>Beat at a time, with its fraction; beyond the ends the nearest interval goes on.</summary>
    public double BeatAt(double time)
    {
        var i = Array.BinarySearch(Beats, time);
        i = Math.Clamp(i < 0 ? ~i - 1 : i, 0, Beats.Length - 2);
        return i + (time - Beats[i]) / (Beats[i + 1] - Beats[i]);
    }

    /// <summary>Mean of a per-beat value over a range of beats; beats that do not exist count as 0.</summary>
    public static double Mean(double[] values, int start, int count)
    {
        var sum = 0d;
        for (var i = Math.Max(0, start); i < Math.Min(values.Length, start + count); i++)
        {
            sum += values[i];
        }

        return count > 0 ? sum / count : 0;
    }
}
