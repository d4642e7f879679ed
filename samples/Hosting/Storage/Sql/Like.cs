namespace Mashup.Hosting.Storage.Sql;

/// <summary>Patterns for <c>like @pattern escape '~'</c> over lower-case columns.</summary>
internal static class Like
{
    /// <summary>Whatever contains a text, taken literally; everything where there is none.</summary>
    public static string Containing(string? text) => string.IsNullOrWhiteSpace(text) ? "%"
        : $"%{text.Trim().ToLowerInvariant().Replace("~", "~~", StringComparison.Ordinal).Replace("%", "~%", StringComparison.Ordinal).Replace("_", "~_", StringComparison.Ordinal)}%";
}
