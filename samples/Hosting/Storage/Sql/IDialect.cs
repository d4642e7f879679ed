using System.Data.Common;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>What differs between the databases.</summary>
internal interface IDialect
{
    /// <summary>Ends a query that picks a row to change, so that two processes never pick the same one.</summary>
    string SkipLocked { get; }

    ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Waits until this process may write; disposing it lets the next one.</summary>
    ValueTask<IDisposable?> WriteTurnAsync(CancellationToken cancellationToken);
}
