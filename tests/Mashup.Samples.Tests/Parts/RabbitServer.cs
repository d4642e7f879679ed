using System.Globalization;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Parts;

/// <summary>A RabbitMQ broker of its own, with its data in a temporary folder.</summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private readonly TestFolder _folder = new();
    private readonly int _port = ExternalProcess.FreePort();
    private readonly int _distribution = ExternalProcess.FreePort();
    private readonly int _names = ExternalProcess.FreePort();
    private ExternalProcess? _server;

    public string Address => FormattableString.Invariant($"amqp://guest:guest@127.0.0.1:{_port}/");

    /// <summary>Skips the test where the broker is not installed.</summary>
    public static void Require() => Skip.IfNot(File.Exists(Program), "RabbitMQ is not installed.");

    public static async Task<RabbitServer> StartAsync()
    {
        Require();
        var server = new RabbitServer();
        await server.StartServerAsync();
        return server;
    }

    public Task KillAsync() => _server!.KillAsync();

    public async Task StartServerAsync()
    {
        _server = new ExternalProcess(Program, [], new Dictionary<string, string>
        {
            ["HOME"] = _folder.Path,
            ["ERL_EPMD_PORT"] = _names.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_NODENAME"] = $"mashup{_port}@localhost",
            ["RABBITMQ_NODE_PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = _distribution.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_MNESIA_BASE"] = _folder["mnesia"],
            ["RABBITMQ_LOG_BASE"] = _folder["log"],
            ["RABBITMQ_PID_FILE"] = _folder["pid"],
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder["plugins"],
            ["RABBITMQ_CONFIG_FILE"] = _folder["none"],
            ["RABBITMQ_CONF_ENV_FILE"] = _folder["none"],
        });
        await _server.ListensAsync(_port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        // The broker's name server outlives it.
        await using (var names = new ExternalProcess("epmd", ["-port", _names.ToString(CultureInfo.InvariantCulture), "-kill"]))
        {
            while (names.IsRunning)
            {
                await Task.Delay(50);
            }
        }

        _folder.Dispose();
    }
}
