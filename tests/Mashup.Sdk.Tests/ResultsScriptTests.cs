using System.Diagnostics;

namespace Mashup.Sdk.Tests;

/// <summary>The script whose sums continuous integration believes.</summary>
public sealed class ResultsScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-results-").FullName;

    [SkippableFact]
    public void Tests_SeveralFiles_AreSummed()
    {
        Write("a.trx", """<Counters total="5" executed="4" passed="2" failed="1" error="0" timeout="1" aborted="0" notExecuted="0" />""");
        Write("b/b.trx", """<TestRun><ResultSummary><Counters total="10" executed="10" passed="10" failed="0" /></ResultSummary></TestRun>""");

        Assert.Equal("12 passed, 2 failed, 1 skipped", Run("tests"));
    }

    [SkippableFact]
    public void Tests_NoFile_AreNone() => Assert.Equal("0 passed, 0 failed, 0 skipped", Run("tests"));

    [SkippableFact]
    public void Coverage_LineReachedByOneProjectOnly_CountsOnceAsCovered()
    {
        Write("a/coverage.cobertura.xml", """
            <source>/x/src/Mashup.Sdk/</source>
            <class name="A" filename="Audio/A.cs">
            <line number="1" hits="0" branch="False" />
            <line number="2" hits="0" branch="False" />
            """);
        Write("b/coverage.cobertura.xml", """
            <source>/x/</source>
            <class name="A" filename="src/Mashup.Sdk/Audio/A.cs">
            <line number="1" hits="7" branch="False" />
            <line number="2" hits="0" branch="False" />
            <class name="T" filename="tests/T.cs">
            <line number="1" hits="7" branch="False" />
            """);

        Assert.EndsWith("coverage of src: 50.0 % of lines", Run("coverage"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string Run(string command)
    {
        Skip.If(OperatingSystem.IsWindows(), "test.ps1 sums by itself.");
        var start = new ProcessStartInfo("bash", [Path.Combine(SharedData.Repository, "eng", "results.sh"), command, _folder])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
