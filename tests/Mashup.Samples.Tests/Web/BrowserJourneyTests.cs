using System.Diagnostics;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Web;

/// <summary>Everything a user does, in Chromium, against the real service: see tools/journey.mjs of the web app.</summary>
public sealed class BrowserJourneyTests
{
    // A guard against hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(375)]
    public async Task Journey_OnScreenOfWidth_WorksWithoutConsoleErrors(int width)
    {
        Skip.If(WebAppFolder.Lacks is not null, WebAppFolder.Lacks);
        using var data = new TestFolder();
        WebAppFolder.CopyBuiltAppTo(Path.Combine(data.Path, "wwwroot"));
        await using var service = await RunningService.StartAsync(data.Path);
        var songs = await Songs.AllAsync();

        var (exitCode, said) = await RunAsync(service.Address, [.. songs, FormattableString.Invariant($"{width}")]);

        Assert.True(exitCode == 0, said);
        Assert.Contains("no console error", said, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(Uri service, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("node", ["tools/journey.mjs", .. arguments])
        {
            WorkingDirectory = WebAppFolder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MASHUP_SERVICE"] = service.AbsoluteUri.TrimEnd('/');
        using var node = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var (said, complained) = (node.StandardOutput.ReadToEndAsync(patience.Token), node.StandardError.ReadToEndAsync(patience.Token));
            await node.WaitForExitAsync(patience.Token);
            return (node.ExitCode, await said + await complained);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }
}
