namespace Mashup.Hosting.Http;

/// <summary>Part of a list, newest first.</summary>
/// <param name="Items">The part.</param>
/// <param name="Next">Goes to <c>after</c> to read on; absent at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    private const int MostItems = 100;

    /// <summary>How many rows to ask the database for: one more than wished, which tells whether there is a next page.</summary>
    public static int RowsFor(int? limit) => LimitOf(limit) + 1;

    /// <summary>Makes a page of the rows that <see cref="RowsFor"/> asked for.</summary>
    public static Page<T> Of<TRow>(IReadOnlyList<TRow> rows, int? limit, Func<TRow, string> cursor, Func<TRow, T> item)
    {
        var size = LimitOf(limit);
        return new Page<T>([.. rows.Take(size).Select(item)], rows.Count > size ? cursor(rows[size - 1]) : null);
    }

    private static int LimitOf(int? limit) => limit switch
    {
        null => 20,
        >= 1 and <= MostItems => limit.Value,
        _ => throw ApiProblem.Invalid("limit", $"limit is from 1 to {MostItems}."),
    };
}
