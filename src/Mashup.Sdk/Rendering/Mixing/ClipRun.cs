using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Clips that continue each other in one stem of one song: stretched as one piece, so that no seam can be heard.</summary>
/// <param name="Clips">The clips, in time, with their envelopes.</param>
/// <param name="Map">Where the sound comes from.</param>
internal sealed record ClipRun(IReadOnlyList<PlacedClip> Clips, WarpMap Map)
{
    public string Track => Clips[0].Clip.Track;

    public StemKind Stem => Clips[0].Clip.Stem;

    public double Semitones => Clips[0].Clip.Semitones;

    /// <summary>First timeline sample that sounds.</summary>
    public int Start => Clips.Min(c => c.Start);

    /// <summary>First timeline sample after the run.</summary>
    public int End => Clips.Max(c => c.End);
}

/// <summary>A clip on the timeline.</summary>
/// <param name="Clip">What the plan says.</param>
/// <param name="Start">First timeline sample that sounds.</param>
/// <param name="End">First timeline sample after it.</param>
/// <param name="Fades">Its envelope: the product of these.</param>
/// <param name="EndCut">One more, needed only where the source sounds on beyond the end.</param>
internal sealed record PlacedClip(PlanClip Clip, int Start, int End, IReadOnlyList<Fade> Fades, Fade? EndCut);
