using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Tracks;

/// <summary>A track of the pool.</summary>
internal sealed record TrackAnswer(
    string Id,
    string FileName,
    string Status,
    string? Error,
    double? DurationSeconds,
    double? Bpm,
    KeyAnswer? Key,
    IReadOnlyList<string> Stems,
    string Format,
    long Bytes,
    DateTime CreatedAt,
    IReadOnlyDictionary<string, string> Links)
{
    public static TrackAnswer Of(Track track)
    {
        var self = $"/api/v1/tracks/{track.Id}";
        var stems = track.Stems.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var links = new Dictionary<string, string> { ["self"] = self, ["audio"] = self + "/audio" };
        if (track.Status == TrackStatus.Ready)
        {
            links["analysis"] = self + "/analysis";
        }

        foreach (var stem in stems)
        {
            links[stem] = $"{self}/stems/{stem}";
        }

        return new TrackAnswer(
            track.Id,
            track.FileName,
            track.Status,
            track.Error,
            track.DurationSeconds,
            track.Bpm,
            KeyAnswer.Of(track.KeyTonic, track.KeyMode, track.KeyCamelot),
            stems,
            track.Format,
            track.Bytes,
            Clock.ToUtc(track.CreatedAt),
            links);
    }
}
