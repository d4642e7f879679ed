using Mashup.Sdk.Planning;

namespace Mashup.Sdk;

/// <summary>Tells the planner what a request asks for: songs become tracks a, b, c, …</summary>
internal static class PlanningRequests
{
    public static string TrackId(int index) => ((char)('a' + index)).ToString();

    public static PlanningRequest From(MashupRequest request, IReadOnlyList<SongStages> songs) => new()
    {
        Tracks = [.. songs.Select((s, i) => new PlanningTrack(TrackId(i), s.Analyzed.File, s.Analyzed.Sha256, s.Analyzed.Analysis))],
        DurationSeconds = request.DurationSeconds,
        Energy = request.Energy,
        Style = request.Style,
        Variants = request.Variants,
        Seed = request.Seed,
        VocalsFrom = request.VocalsFrom is { } file ? TrackId(request.Songs.Index().First(s => s.Item == file).Index) : null,
    };
}
