using Mashup.Sdk.Planning;

namespace Mashup.Sdk;

/// <summary>Tells the planner what a request asks for.</summary>
internal static class PlanningRequests
{
    public static PlanningRequest From(MashupRequest request, IReadOnlyList<SongStages> songs) => new()
    {
        Tracks = [.. songs.Select((s, i) => s.ForPlanning(i) with
        {
            Excluded = [.. request.Excluded.Where(r => r.Song == request.Songs[i]).Select(r => new SourceRegion(r.Start, r.End))],
        })],
        DurationSeconds = request.DurationSeconds,
        Energy = request.Energy,
        Style = request.Style,
        Variants = request.Variants,
        Seed = request.Seed,
        VocalsFrom = request.VocalsFrom is { } file ? SongStages.TrackId(request.Songs.Index().First(s => s.Item == file).Index) : null,
        Revision = request.Revision,
    };
}
