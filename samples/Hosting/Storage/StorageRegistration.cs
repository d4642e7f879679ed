using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Storage;

/// <summary>Chooses database and blob store from what the settings look like.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services, HostingOptions options)
    {
        services.AddSingleton<IDialect>(_ => IsConnectionString(options.Database)
            ? new PostgresDialect(options.Database!)
            : new SqliteDialect(options.Database ?? options.InData("mashup.db")));
        services.AddSingleton<IBlobStore>(p => options.Blobs.Bucket is null
            ? new DirectoryBlobStore(Path.GetFullPath(options.Blobs.Directory ?? options.InData("blobs")), p.GetRequiredService<TimeProvider>())
            : new S3BlobStore(options.Blobs));
        return services.AddSingleton<Database>().AddSingleton<Migrations>().AddHostedService<SchemaStartup>()
            .AddSingleton<OrphanSweeper>().AddHostedService(p => p.GetRequiredService<OrphanSweeper>());
    }

    private static bool IsConnectionString(string? database) =>
        database is not null && (database.Contains("Host=", StringComparison.OrdinalIgnoreCase) || database.Contains("Server=", StringComparison.OrdinalIgnoreCase));
}
