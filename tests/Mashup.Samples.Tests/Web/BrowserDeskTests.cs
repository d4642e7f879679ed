namespace Mashup.Samples.Tests.Web;

/// <summary>What is done at a desk with the queue, stems, the timeline, sessions and users: see tools/desk.mjs of the web app.</summary>
[Trait("Category", "EndToEnd")]
[Collection(BrowserGroup.Name)]
public sealed class BrowserDeskTests(BrowserFixture browser)
{
    [SkippableFact]
    public async Task Desk_OfAnAdministrator_DoesWhatItSays()
    {
        Skip.If(WebAppFolder.LacksBrowser is not null, WebAppFolder.LacksBrowser);

        var run = await browser.RunAsync("desk.mjs");

        Assert.Contains("no console error", run.MustSucceed().Said, StringComparison.Ordinal);
    }
}
