using System.Data;
using System.Data.Common;
using Dapper;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>The database, SQLite or PostgreSQL: the same SQL for both. Thread-safe.</summary>
internal sealed class Database : ISql
{
    private readonly IDialect _dialect;

    static Database() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public Database(IDialect dialect) => _dialect = dialect;

    public IDialect Dialect => _dialect;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList();
    }

    /// <inheritdoc/>
    public async Task<T?> FirstAsync<T>(string sql, object? parameters = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    /// <inheritdoc/>
    public async Task<int> ExecuteAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default)
    {
        using var turn = await _dialect.WriteTurnAsync(cancellationToken);
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }

    /// <summary>Runs statements in one transaction; an exception undoes them all.</summary>
    public async Task<T> TransactAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancellationToken = default)
    {
        using var turn = await _dialect.WriteTurnAsync(cancellationToken);
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var result = await work(new Transaction(transaction));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Reads many tables as they were at one moment.</summary>
    public async Task ReadSnapshotAsync(Func<DbConnection, DbTransaction, Task> read, CancellationToken cancellationToken)
    {
        await using var connection = await _dialect.OpenAsync(cancellationToken);
        await using var transaction = await _dialect.BeginSnapshotAsync(connection, cancellationToken);
        await read(connection, transaction);
    }
}
