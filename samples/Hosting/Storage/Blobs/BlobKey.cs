namespace Mashup.Hosting.Storage.Blobs;

/// <summary>The shape of every key: nothing in it comes from outside but ids that this service made.</summary>
internal static class BlobKey
{
    public const string HealthProbe = "health/probe";

    private const string StagesFolder = "stages/";

    public static string User(string userId) => $"users/{userId}/";

    public static string Track(string userId, string trackId) => $"{User(userId)}tracks/{trackId}/";

    /// <summary>What the engine has finished for a track, in a shape that only the engine knows.</summary>
    public static string Stages(string userId, string trackId) => Track(userId, trackId) + StagesFolder;

    /// <summary>Whether a key is one that can be made again from the others, and so is in no backup and no export.</summary>
    public static bool IsRemade(string key) => key.Contains("/" + StagesFolder, StringComparison.Ordinal);

    public static string Mashup(string userId, string mashupId) => $"{User(userId)}mashups/{mashupId}/";

    /// <summary>Files of one rendering; the plan belongs to it.</summary>
    public static string Revision(string userId, string mashupId, int revision) => FormattableString.Invariant($"{Mashup(userId, mashupId)}{revision}/");

    /// <summary>What a job that makes a mashup has finished of it, for whoever resumes that job.</summary>
    public static string Checkpoint(string userId, string mashupId, string jobId) => $"{Mashup(userId, mashupId)}job-{jobId}/";

    /// <summary>Stems of one rendering.</summary>
    public static string Stems(string userId, string mashupId, int revision) => Revision(userId, mashupId, revision) + "stems/";
}
