using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Mashup.Samples.Tests.LongestFirst", "Mashup.Samples.Tests")]

namespace Mashup.Samples.Tests;

/// <summary>Starts what takes longest first, so that nothing runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = ["browser", "CrashTests", "journeys", "PartsTests", "UserJourneyTests"];

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections
        .OrderBy(c => Array.FindIndex(Longest, name => c.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var place and >= 0 ? place : Longest.Length)
        .ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
