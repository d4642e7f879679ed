using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Tracks;

namespace Mashup.Hosting.Mashups;

/// <summary>A mashup of the history.</summary>
internal sealed record MashupAnswer(
    string Id,
    string Title,
    string Status,
    string? Error,
    double? Bpm,
    KeyAnswer? Key,
    double? DurationSeconds,
    double? Score,
    DateTime CreatedAt,
    string? VariantOf,
    int Variant,
    RatingAnswer? Rating,
    MashupSettings Settings,
    IReadOnlyList<string> Stems,
    string JobId,
    int Revision,
    IReadOnlyDictionary<string, string> Links)
{
    public static MashupAnswer Of(MashupRow row)
    {
        var self = $"/api/v1/mashups/{row.Id}";
        var links = new Dictionary<string, string> { ["self"] = self, ["job"] = $"/api/v1/jobs/{row.JobId}" };
        if (row.Revision > 0)
        {
            links["audio"] = self + "/audio";
            links["download"] = self + "/download?format=mp3";
            links["plan"] = self + "/plan";
            links["peaks"] = self + "/peaks";
            links["stems"] = self + "/stems";
        }

        return new MashupAnswer(
            row.Id,
            row.Title,
            row.Status,
            row.Error,
            row.Bpm,
            KeyAnswer.Of(row.KeyTonic, row.KeyMode, row.KeyCamelot),
            row.DurationSeconds,
            row.Score,
            Clock.ToUtc(row.CreatedAt),
            row.VariantOf,
            row.Variant,
            row.Stars is { } stars ? new RatingAnswer(stars, row.Comment) : null,
            MashupSettings.FromJson(row.Settings),
            row.StemNames,
            row.JobId,
            row.Revision,
            links);
    }
}
