using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Parts;

/// <summary>The whole service as processes: PostgreSQL, RabbitMQ, a web host and three workers, each of which can be killed and comes again.</summary>
internal sealed class CrashingParts : IAsyncDisposable
{
    private const int Workers = 3;
    private readonly PostgresServer _postgres;
    private readonly RabbitServer _rabbit;
    private readonly HostProcess _web;
    private readonly HostProcess[] _workers;
    private readonly PostgresDialect _dialect;
    private readonly int _port = ExternalProcess.FreePort();

    private CrashingParts(PostgresServer postgres, RabbitServer rabbit)
    {
        (_postgres, _rabbit) = (postgres, rabbit);
        _dialect = new PostgresDialect(postgres.ConnectionString);
        Database = new Database(_dialect);
        string[] shared =
        [
            $"Database={postgres.ConnectionString}", $"Queue={rabbit.Address}", "Blobs=" + Data["blobs"], "Cache=" + Data["cache"], "Jobs:Lease=00:00:05",
            "Jobs:Heartbeat=00:00:01", "Jobs:Pace=00:00:00.02", "Jobs:Poll=00:00:00.5", "Jobs:Attempts=10", "Jobs:BackOff=00:00:00.2", "RateLimits:UserBurst=100000",
        ];
        _web = new HostProcess("WebHost", [.. shared, "Data=" + Data["web"], "Workers=0", "urls=" + Address]);
        _workers = [.. Enumerable.Range(1, Workers).Select(n => new HostProcess("WorkerHost", [.. shared, "Data=" + Data[FormattableString.Invariant($"worker-{n}")]]))];
    }

    public TestFolder Data { get; } = new();

    public Database Database { get; }

    public Uri Address => new(FormattableString.Invariant($"http://127.0.0.1:{_port}"));

    /// <summary>What the hosts wrote.</summary>
    public string Output => string.Join('\n', _workers.Append(_web).Select(h => h.Output));

    public static async Task<CrashingParts> StartAsync()
    {
        PostgresServer.Require();
        RabbitServer.Require();
        var rabbit = RabbitServer.StartAsync();
        var parts = new CrashingParts(await PostgresServer.StartAsync(), await rabbit);
        await parts._web.StartAsync(parts._port);
        foreach (var worker in parts._workers)
        {
            worker.Start();
        }

        return parts;
    }

    /// <summary>Kills the worker that holds a lease, whoever that is, and starts another over what it left.</summary>
    /// <param name="lease">A worker's name, as the ledger has it.</param>
    public async Task<bool> KillWorkerAsync(string lease)
    {
        if (_workers.FirstOrDefault(w => Directory.Exists(Path.Combine(w["Data"], "work", lease.Split('/')[0]))) is not { } worker)
        {
            return false;
        }

        await worker.KillAsync();
        worker.Start();
        return true;
    }

    public async Task KillWebAsync()
    {
        await _web.KillAsync();
        await _web.StartAsync(_port);
    }

    public Task KillBrokerAsync() => _rabbit.KillAsync();

    public Task StartBrokerAsync() => _rabbit.StartServerAsync();

    public Task CrashDatabaseAsync() => _postgres.RestartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _workers.Append(_web))
        {
            await host.DisposeAsync();
        }

        await _dialect.DisposeAsync();
        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
        Data.Dispose();
    }
}
