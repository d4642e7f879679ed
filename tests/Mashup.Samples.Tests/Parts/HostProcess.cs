namespace Mashup.Samples.Tests.Parts;

/// <summary>A host as a process of its own, that can be killed and started again over what it left.</summary>
internal sealed class HostProcess(string host, IReadOnlyList<string> settings) : IAsyncDisposable
{
    // Each life of a process is short: what compiles quickest does best.
    private static readonly Dictionary<string, string> QuickToStart = new() { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_QuickJitForLoops"] = "1" };

    private readonly List<string> _said = [];
    private ExternalProcess? _process;

    /// <summary>The home folder of its user.</summary>
    public string? Home { get; init; }

    /// <summary>What every life of it wrote.</summary>
    public string Output => string.Concat(_said) + _process?.Output;

    /// <summary>The setting of that name.</summary>
    public string this[string name] => settings.Select(s => s.Split('=', 2)).Last(s => s[0] == name)[1];

    public void Start() => _process = new ExternalProcess(
        "dotnet",
        [Repository.Host(host), .. settings.Select(s => s.Split('=', 2)).SelectMany(s => new[] { "--" + s[0], s[1] })],
        Home is null ? QuickToStart : new Dictionary<string, string>(QuickToStart) { ["HOME"] = Home });

    public async Task StartAsync(int port)
    {
        Start();
        await _process!.ListensAsync(port);
    }

    /// <summary>As a crash would: without a warning.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        _said.Add(_process.Output);
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
