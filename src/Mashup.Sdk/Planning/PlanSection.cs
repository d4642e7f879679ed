using System.Text.Json.Serialization;
using Mashup.Sdk.Analysis.Sections;

namespace Mashup.Sdk.Planning;

/// <summary>A part of the mashup's form.</summary>
/// <param name="StartBeat">First beat, on a bar.</param>
/// <param name="Beats">Length in beats.</param>
/// <param name="Label">Its role.</param>
public sealed record PlanSection(double StartBeat, double Beats, SectionLabel Label)
{
    /// <summary>What plays in it and why this and nothing else, in a plain sentence; <see langword="null"/>: not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }
}
