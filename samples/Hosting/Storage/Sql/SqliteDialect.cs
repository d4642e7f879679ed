using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>One file, readers beside one writer.</summary>
internal sealed class SqliteDialect : IDialect, IDisposable
{
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConditionalWeakTable<object, object> _configured = [];

    static SqliteDialect() => SQLitePCL.Batteries_V2.Init();

    public SqliteDialect(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();
    }

    /// <inheritdoc/>
    public string SkipLocked => "";

    /// <inheritdoc/>
    public string IsOneOf(string column, string parameter) => $"{column} in @{parameter}";

    /// <inheritdoc/>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);

        // Connections are pooled, and keep their settings.
        if (!_configured.TryAdd(connection.Handle!, connection.Handle!))
        {
            return connection;
        }

        await using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA busy_timeout = 20000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON";
        await settings.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc/>
    public ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    /// <inheritdoc/>
    public async ValueTask<IDisposable?> WriteTurnAsync(CancellationToken cancellationToken)
    {
        // Waiting here costs nothing; waiting inside SQLite would block a thread.
        await _writing.WaitAsync(cancellationToken);
        return new Turn(_writing);
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private sealed class Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
