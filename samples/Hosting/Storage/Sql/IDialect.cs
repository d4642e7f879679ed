using System.Data.Common;

namespace Mashup.Hosting.Storage.Sql;

/// <summary>What differs between the databases.</summary>
internal interface IDialect
{
    /// <summary>Ends a query that picks a row to change, so that two processes never pick the same one.</summary>
    string SkipLocked { get; }

    /// <summary>A condition: a column's value is one of an array's.</summary>
    /// <param name="column">The column.</param>
    /// <param name="parameter">Name of the parameter that holds the array.</param>
    string IsOneOf(string column, string parameter);

    ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    ValueTask<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Waits until this process may write; disposing it lets the next one.</summary>
    ValueTask<IDisposable?> WriteTurnAsync(CancellationToken cancellationToken);
}
