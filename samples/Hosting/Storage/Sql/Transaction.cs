using System.Data.Common;
using Dapper;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>Statements that count all together or not at all.</summary>
internal sealed class Transaction(DbTransaction transaction) : ISql
{
    private DbConnection Connection => transaction.Connection!;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        (await Connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))).AsList();

    /// <inheritdoc/>
    public async Task<T?> FirstAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        await Connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, cancellationToken));

    /// <inheritdoc/>
    public Task<int> ExecuteAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default) =>
        Connection.ExecuteAsync(Command(sql, parameters, cancellationToken));

    private CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
