namespace Mashup.Hosting.Http;

/// <summary>Answers as tables of comma-separated values, for who asks by <c>format=csv</c> or an Accept header.</summary>
internal static class Tables
{
    public static bool AreWanted(HttpRequest request, string? format) =>
        format == "csv" || (format is null && request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase));

    public static IResult Answer(string name, IEnumerable<string> columns, IEnumerable<object?[]> rows) =>
        Results.File(System.Text.Encoding.UTF8.GetBytes(Csv.Write(columns, rows)), "text/csv; charset=utf-8", name);
}
