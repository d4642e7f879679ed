using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Planning;

/// <summary>A stretch of one stem of one song, placed on the timeline.</summary>
public sealed record PlanClip
{
    /// <summary>Name of the clip, unique in its plan.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the song.</summary>
    public required string Track { get; init; }

    /// <summary>Which part of the song.</summary>
    public required StemKind Stem { get; init; }

    /// <summary>Where the clip starts, timeline beats; may lie before a bar to keep a pickup.</summary>
    public required double StartBeat { get; init; }

    /// <summary>How long it plays, timeline beats.</summary>
    public required double Beats { get; init; }

    /// <summary>Pitch shift, semitones, −12 to 12.</summary>
    public double Semitones { get; init; }

    /// <summary>Timeline beats to source seconds, ascending in both, piecewise linear, at least one point a bar; extrapolated at the ends.</summary>
    public required IReadOnlyList<WarpPoint> Warp { get; init; }

    /// <summary>Level, dB.</summary>
    public double GainDb { get; init; }

    /// <summary>Length of the fade at the start, beats; 0 for a click-free cut.</summary>
    public double FadeInBeats { get; init; }

    /// <summary>Length of the fade at the end, beats; 0 for a click-free cut.</summary>
    public double FadeOutBeats { get; init; }

    /// <summary>Parameters that move over time.</summary>
    public IReadOnlyList<Automation> Automation { get; init; } = [];

    /// <summary>Second of the source that sounds at a timeline beat.</summary>
    internal double SourceAt(double beat)
    {
        var i = 1;
        while (i < Warp.Count - 1 && Warp[i].Beat < beat)
        {
            i++;
        }

        var (a, b) = (Warp[i - 1], Warp[i]);
        return a.Source + (beat - a.Beat) * (b.Source - a.Source) / (b.Beat - a.Beat);
    }
}

/// <summary>A point where timeline and source meet.</summary>
/// <param name="Beat">Timeline beat.</param>
/// <param name="Source">Second of the source file.</param>
public sealed record WarpPoint(double Beat, double Source);
