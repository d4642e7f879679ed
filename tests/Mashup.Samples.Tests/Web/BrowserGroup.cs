namespace Mashup.Samples.Tests.Web;

/// <summary>Tests that share one service and one browser after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
