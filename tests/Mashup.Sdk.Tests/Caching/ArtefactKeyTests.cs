using Mashup.Sdk.Caching;

namespace Mashup.Sdk.Tests.Caching;

public sealed class ArtefactKeyTests
{
    [Fact]
    public void Of_SameParts_IsTheSame() =>
        Assert.Equal(ArtefactKey.Of("ab", MashupStage.Analyse, "1", "x"), ArtefactKey.Of("ab", MashupStage.Analyse, "1", "x"));

    [Theory]
    [InlineData("abc", MashupStage.Analyse, "1", "x")]
    [InlineData("ab", MashupStage.Separate, "1", "x")]
    [InlineData("ab", MashupStage.Analyse, "2", "x")]
    [InlineData("ab", MashupStage.Analyse, "1", "y")]
    [InlineData("ab", MashupStage.Analyse, "1x", "")]
    public void Of_AnyPartChanged_IsAnother(string input, MashupStage stage, string version, string options) =>
        Assert.NotEqual(ArtefactKey.Of("ab", MashupStage.Analyse, "1", "x"), ArtefactKey.Of(input, stage, version, options));
}
