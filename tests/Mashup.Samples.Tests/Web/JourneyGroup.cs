namespace Mashup.Samples.Tests.Web;

/// <summary>The journeys, one after the other, beside the other tests in a browser: each of the two has a service of its own.</summary>
[CollectionDefinition(Name)]
public sealed class JourneyGroup : ICollectionFixture<BrowserFixture>
{
    public const string Name = "journeys";
}
