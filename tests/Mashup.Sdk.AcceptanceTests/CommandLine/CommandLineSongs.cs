namespace Mashup.Sdk.AcceptanceTests.CommandLine;

/// <summary>The songs of the tests that run the command on whole songs, analysed and separated once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class CommandLineSongs : ICollectionFixture<DemoFolder>
{
    public const string Name = "command line";
}
