namespace Mashup.Samples.Tests.Web;

/// <summary>Every page in both themes, on a phone and on a desk: see tools/pages.mjs of the web app.</summary>
[Trait("Category", "EndToEnd")]
[Collection(BrowserGroup.Name)]
public sealed class BrowserPagesTests(BrowserFixture browser)
{
    [SkippableFact]
    public async Task Pages_InBothThemes_FitTheScreenAndPassAxe()
    {
        Skip.If(WebAppFolder.LacksBrowser is not null, WebAppFolder.LacksBrowser);

        var run = await browser.RunAsync("pages.mjs");

        Assert.Contains("no console error", run.MustSucceed().Said, StringComparison.Ordinal);
    }
}
