namespace Mashup.Hosting.Backup;

/// <summary>A backup is a ZIP file: <c>manifest.json</c>, <c>tables/NAME.jsonl</c>, <c>blobs/KEY</c>. It fits either database and either blob store.</summary>
internal static class BackupFormat
{
    public const string Manifest = "manifest.json";
    public const string Tables = "tables/";
    public const string Blobs = "blobs/";

    /// <summary>Every table that is kept, those first that others refer to.</summary>
    public static readonly IReadOnlyList<string> TableNames =
        ["users", "founder", "tracks", "matches", "mashups", "mashup_tracks", "jobs", "events", "activity", "audit"];
}
