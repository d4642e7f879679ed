using System.Globalization;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Parts;

/// <summary>An S3-compatible server of its own, with its buckets in a temporary folder.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = ExternalProcess.FreePort();
    private ExternalProcess? _server;

    private static string Program => Path.Combine(Repository.Root, "artifacts", "tools", "s3rver", "node_modules", "s3rver", "bin", "s3rver.js");

    public string Endpoint => FormattableString.Invariant($"http://127.0.0.1:{_port}");

    /// <summary>Settings that make a host use it.</summary>
    public string[] Settings => [$"Blobs:Endpoint={Endpoint}", "Blobs:Bucket=mashup", "Blobs:AccessKey=S3RVER", "Blobs:SecretKey=S3RVER"];

    public IReadOnlyList<string> Objects => _folder.Files("mashup");

    /// <summary>Skips the test where the server is not installed.</summary>
    public static void Require() => Skip.IfNot(File.Exists(Program), "The S3-compatible server s3rver is not installed.");

    public static async Task<S3Server> StartAsync()
    {
        Require();
        var server = new S3Server();
        server._server = new ExternalProcess(
            "node", [Program, "--directory", server._folder.Path, "--address", "127.0.0.1", "--port", server._port.ToString(CultureInfo.InvariantCulture), "--silent"]);
        await server._server.ListensAsync(server._port);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
