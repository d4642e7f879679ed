using System.Diagnostics;

namespace Mashup.Samples.Tests.Web;

/// <summary>What a Node program of the web app said, and how it ended.</summary>
internal sealed record NodeRun(int ExitCode, string Said)
{
    // A guard against hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs Node in the web app's folder.</summary>
    public static async Task<NodeRun> StartAsync(IEnumerable<string> arguments, Dictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(WebAppFolder.Node!, arguments)
        {
            WorkingDirectory = WebAppFolder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var node = Process.Start(start)!;
        node.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (said, complained) = (node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
            await node.WaitForExitAsync(patience.Token);
            return new NodeRun(node.ExitCode, await said + await complained);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Fails with everything that was said unless it ended well.</summary>
    public NodeRun MustSucceed()
    {
        Assert.True(ExitCode == 0, Said);
        return this;
    }
}
