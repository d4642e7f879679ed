
namespace Mashup.Hosting.Storage.Sql;

/// <summary>Brings the database's schema forward before anything else of this host starts.</summary>
internal sealed class SchemaStartup(Migrations migrations) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => migrations.ApplyAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
