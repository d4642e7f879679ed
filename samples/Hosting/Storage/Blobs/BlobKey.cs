namespace Mashup.Hosting.Storage.Blobs;

/// <summary>The shape of every key: nothing in it comes from outside but ids that this service made.</summary>
internal static class BlobKey
{
    public const string HealthProbe = "health/probe";

    public static string User(string userId) => $"users/{userId}/";

    public static string Track(string userId, string trackId) => $"{User(userId)}tracks/{trackId}/";

    public static string Mashup(string userId, string mashupId) => $"{User(userId)}mashups/{mashupId}/";

    /// <summary>Files of one rendering; the plan belongs to it.</summary>
    public static string Revision(string userId, string mashupId, int revision) => FormattableString.Invariant($"{Mashup(userId, mashupId)}{revision}/");

    /// <summary>Stems of one rendering.</summary>
    public static string Stems(string userId, string mashupId, int revision) => Revision(userId, mashupId, revision) + "stems/";
}
