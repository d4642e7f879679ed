using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Web;

/// <summary>Cut lines, a service that is killed, an ended session and refusals, in Chromium: see tools/trouble.mjs of the web app.</summary>
[Trait("Category", "EndToEnd")]
[Collection(BrowserGroup.Name)]
public sealed class BrowserTroubleTests(BrowserFixture browser)
{
    [SkippableFact]
    public async Task Trouble_OfEveryKind_ShowsTheWayOnAndLosesNothing()
    {
        Skip.If(WebAppFolder.LacksBrowser is not null, WebAppFolder.LacksBrowser);
        using var data = new TestFolder();

        var run = await NodeRun.StartAsync(
            ["tools/trouble.mjs", .. browser.TwoSongs],
            new() { ["MASHUP_HOST"] = Repository.Host("WebHost"), ["MASHUP_DATA"] = data.Path });

        Assert.Contains("no console error", run.MustSucceed().Said, StringComparison.Ordinal);
    }
}
