namespace Mashup.Sdk.Tests.Architecture;

/// <summary>The public surface changes on purpose or not at all: the text in git is the contract.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheSdk_IsTheOneInGit()
    {
        var approved = Path.Combine(SharedData.Repository, "tests", "Mashup.Sdk.Tests", "Architecture", "PublicApi.Mashup.Sdk.txt");
        var actual = PublicApiText.Of(typeof(MashupEngine).Assembly);
        if (!File.Exists(approved) || File.ReadAllText(approved) != actual)
        {
            File.WriteAllText(Path.ChangeExtension(approved, ".received.txt"), actual);
            Assert.Fail("The public surface changed. Where that is meant, replace PublicApi.Mashup.Sdk.txt by PublicApi.Mashup.Sdk.received.txt and add a line to CHANGELOG.md.");
        }
    }
}
