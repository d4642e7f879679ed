namespace Mashup.Samples.Tests.Web;

/// <summary>Everything a user does, in Chromium, against the real service: see tools/journey.mjs of the web app.</summary>
[Trait("Category", "EndToEnd")]
[Collection(JourneyGroup.Name)]
public sealed class BrowserJourneyTests(BrowserFixture browser)
{
    [SkippableTheory]
    [InlineData(1280, "mouse", 60)]
    [InlineData(375, "touch", 30)]
    [InlineData(1280, "keys", 30)]
    public async Task Journey_OnScreenOfWidthWithHands_WorksWithoutConsoleErrors(int width, string hands, int seconds)
    {
        Skip.If(WebAppFolder.LacksBrowser is not null, WebAppFolder.LacksBrowser);

        var run = await browser.RunAsync("journey.mjs", FormattableString.Invariant($"{width}"), hands, FormattableString.Invariant($"{seconds}"));

        Assert.Contains("no console error", run.MustSucceed().Said, StringComparison.Ordinal);
    }
}
