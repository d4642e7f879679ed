namespace Mashup.Hosting.Storage.Sql;

/// <summary>Times as the database keeps them: milliseconds since 1970, the same in every dialect.</summary>
internal static class Clock
{
    public static long Milliseconds(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    public static DateTime ToUtc(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    public static DateTime? ToUtc(long? milliseconds) => milliseconds is { } value ? ToUtc(value) : null;

    /// <summary>An id that cannot be guessed and sorts by the time it was made.</summary>
    public static string NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
