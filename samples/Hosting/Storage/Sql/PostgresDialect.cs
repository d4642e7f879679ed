using System.Data;
using System.Data.Common;
using Npgsql;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>A server for any number of hosts.</summary>
internal sealed class PostgresDialect(string connectionString) : IDialect, IAsyncDisposable
{
    private const int ConnectAttempts = 5;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(400);

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    /// <inheritdoc/>
    public string SkipLocked => "for update of j skip locked";

    /// <inheritdoc/>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _source.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException e) when (e.IsTransient && attempt < ConnectAttempts)
            {
                // The server restarts; the pool still holds connections to its former self.
                _source.Clear();
                await Task.Delay(attempt * BetweenAttempts, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IDisposable?> WriteTurnAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IDisposable?>(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
