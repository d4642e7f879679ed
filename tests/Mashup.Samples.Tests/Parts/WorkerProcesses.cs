namespace Mashup.Samples.Tests.Parts;

/// <summary>Worker hosts as processes of their own, each with a data folder of its own.</summary>
internal sealed class WorkerProcesses(string folder, string[] settings) : IAsyncDisposable
{
    private readonly Dictionary<string, ExternalProcess> _processes = [];

    public void Start(string name)
    {
        var arguments = settings.Append("Data=" + Path.Combine(folder, name)).Select(s => s.Split('=', 2)).SelectMany(s => new[] { "--" + s[0], s[1] });
        _processes[name] = new ExternalProcess("dotnet", [Repository.Host("WorkerHost"), .. arguments]);
    }

    /// <summary>Kills whichever process holds a lease, and starts another in its place, over what it left.</summary>
    /// <param name="lease">A worker's name, as the ledger has it.</param>
    public async Task KillAsync(string lease)
    {
        var name = _processes.Keys.First(n => Directory.Exists(Path.Combine(folder, n, "work", lease.Split('/')[0])));
        await _processes[name].DisposeAsync();
        Start(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }
    }
}
