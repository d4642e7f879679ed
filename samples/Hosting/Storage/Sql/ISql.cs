namespace Mashup.Hosting.Storage.Sql;

/// <summary>Runs statements: each by itself on <see cref="Database"/>, together in a <see cref="Transaction"/>.</summary>
internal interface ISql
{
    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default);

    Task<T?> FirstAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default);

    /// <summary>Runs a statement that changes rows, and counts them.</summary>
    Task<int> ExecuteAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default);
}
