using Mashup.Hosting.Http;

namespace Mashup.Hosting.Mashups;

/// <summary>Body of <c>POST /mashups</c>.</summary>
/// <param name="TrackIds">2 to 5 tracks of the pool.</param>
/// <param name="DurationSeconds">30 to 600.</param>
/// <param name="Energy">0 (chill) to 1 (hype).</param>
/// <param name="Style">0 (safe) to 1 (experimental).</param>
/// <param name="Variants">1 to 3.</param>
/// <param name="Seed">Same seed and songs, same mashup.</param>
/// <param name="VocalsTrackId">The track that gives its vocals; by default the planner chooses.</param>
internal sealed record GenerateRequest(
    IReadOnlyList<string>? TrackIds, double? DurationSeconds, double? Energy, double? Style, int? Variants, int? Seed, string? VocalsTrackId)
{
    /// <summary>The settings, with defaults where the request says nothing.</summary>
    public MashupSettings Validated()
    {
        if (TrackIds is not { Count: >= 2 and <= 5 } || TrackIds.Any(string.IsNullOrEmpty))
        {
            throw ApiProblem.Invalid("trackIds", "A mashup takes 2 to 5 tracks.");
        }

        if (TrackIds.Distinct().Count() < TrackIds.Count)
        {
            throw ApiProblem.Invalid("trackIds", "Each track counts once.");
        }

        if (VocalsTrackId is not null && !TrackIds.Contains(VocalsTrackId))
        {
            throw ApiProblem.Invalid("vocalsTrackId", "vocalsTrackId is one of trackIds.");
        }

        return new MashupSettings(
            TrackIds,
            Within(DurationSeconds ?? 120, 30, 600, "durationSeconds"),
            Within(Energy ?? 0.5, 0, 1, "energy"),
            Within(Style ?? 0.3, 0, 1, "style"),
            (int)Within(Variants ?? 1, 1, 3, "variants"),
            Seed ?? 1,
            VocalsTrackId);
    }

    private static double Within(double value, double low, double high, string field) => value >= low && value <= high ? value
        : throw ApiProblem.Invalid(field, FormattableString.Invariant($"{field} is from {low} to {high}."));
}
