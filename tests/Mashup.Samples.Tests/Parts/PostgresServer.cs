using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Parts;

/// <summary>A PostgreSQL server of its own, with its data in a temporary folder.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = ExternalProcess.FreePort();
    private ExternalProcess? _server;

    private static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max()
        : null;

    public string ConnectionString => FormattableString.Invariant($"Host=127.0.0.1;Port={_port};Username=mashup;Database=postgres;Maximum Pool Size=40");

    /// <summary>Skips the test where the server is not installed.</summary>
    public static void Require() => Skip.If(Programs is null, "PostgreSQL is not installed.");

    public static async Task<PostgresServer> StartAsync()
    {
        Require();
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess)
        {
            await ExternalProcess.RunAsync("chown", "postgres", server._folder.Path);
        }

        var (program, arguments) = AsServant("initdb", "-D", server._folder["data"], "-U", "mashup", "-A", "trust", "--no-sync");
        await ExternalProcess.RunAsync(program, arguments);
        await server.StartServerAsync();
        return server;
    }

    /// <summary>Ends the server as a crash of its machine would, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await _server!.KillAsync();
        await StartServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartServerAsync()
    {
        File.Delete(_folder["data/postmaster.pid"]);
        var port = _port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (program, arguments) = AsServant("postgres", "-D", _folder["data"], "-p", port, "-k", _folder.Path, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off");
        _server = new ExternalProcess(program, arguments);
        await _server.ListensAsync(_port);
    }

    // The server refuses to run as root.
    private static (string Program, string[] Arguments) AsServant(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : (path, arguments);
    }
}
