namespace Mashup.Sdk.Planning.Phrases;

/// <summary>A stretch of a window that is sung.</summary>
/// <param name="Start">Where its clip begins, beats of the timeline from the window's start; negative for a pickup.</param>
/// <param name="End">Where it ends.</param>
/// <param name="OnLine">Whether it begins within a beat of a 4-bar phrase.</param>
internal sealed record SungPassage(double Start, double End, bool OnLine);
