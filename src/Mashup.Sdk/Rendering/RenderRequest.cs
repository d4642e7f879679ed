using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering;

/// <summary>What the renderer is asked for.</summary>
/// <param name="Plan">What plays when.</param>
/// <param name="Sources">Where the sound comes from.</param>
/// <param name="Options">How it is mixed and mastered.</param>
public sealed record RenderRequest(MashupPlan Plan, IStemSource Sources, RenderingOptions Options)
{
    /// <summary>The part to render, for a preview; <see langword="null"/> for the whole.</summary>
    public BeatRange? Range { get; init; }
}
