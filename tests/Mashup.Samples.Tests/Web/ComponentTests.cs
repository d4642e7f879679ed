using System.Text.Json.Nodes;

namespace Mashup.Samples.Tests.Web;

/// <summary>The web app's own tests (Vitest), each file of them one test here.</summary>
public sealed class ComponentTests
{
    private static readonly Lazy<Task<JsonArray>> Report = new(RunAsync);

    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(WebAppFolder.Path, "src"), "*.test.ts*", SearchOption.AllDirectories).Select(WebAppFolder.NameOf).Order(StringComparer.Ordinal)];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public async Task Vitest_OfFile_Passes(string file)
    {
        Skip.If(WebAppFolder.LacksNode is not null, WebAppFolder.LacksNode);

        var suite = (await Report.Value).SingleOrDefault(s => WebAppFolder.NameOf((string)s!["name"]!) == file)
            ?? throw new InvalidOperationException($"Vitest did not run {file}.");

        var failures = suite["assertionResults"]!.AsArray().Where(t => (string)t!["status"]! == "failed").Select(t => $"{t!["fullName"]}\n{string.Join('\n', t["failureMessages"]!.AsArray())}");
        Assert.True((string)suite["status"]! == "passed", $"{suite["message"]}\n{string.Join("\n\n", failures)}");
        Assert.NotEmpty(suite["assertionResults"]!.AsArray());
    }

    private static async Task<JsonArray> RunAsync()
    {
        var report = System.IO.Path.GetTempFileName();
        try
        {
            var run = await NodeRun.StartAsync(["node_modules/vitest/vitest.mjs", "run", "--reporter=json", "--outputFile=" + report]);
            var text = await File.ReadAllTextAsync(report);
            return text.Length == 0 ? throw new InvalidOperationException($"Vitest did not run: {run.Said}") : JsonNode.Parse(text)!["testResults"]!.AsArray();
        }
        finally
        {
            File.Delete(report);
        }
    }
}
