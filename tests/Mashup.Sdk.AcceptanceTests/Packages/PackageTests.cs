using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Mashup.Sdk.Demo;
using Mashup.Sdk.Tests;

namespace Mashup.Sdk.AcceptanceTests.Packages;

/// <summary>What a user gets from a feed: both packages, installed into an empty app outside the repository.</summary>
[Trait("Category", "EndToEnd")]
public sealed partial class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Packages_InAnEmptyApp_CompileAndRunTheReadmesTenLines()
    {
        var feed = Path.Combine(_folder, "feed");
        var app = Path.Combine(_folder, "app");
        Directory.CreateDirectory(app);
        foreach (var project in (string[])["src/Mashup.Sdk", "src/Mashup.Cli"])
        {
            // What this test was built with, not built once more.
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
            await DotnetAsync(SharedData.Repository, "pack", project, "-c", configuration, "--no-build", "-o", feed);
        }

        AssertContents(Package(feed, "nupkg"), "README.md", "LICENSE", "icon.png", "lib/net10.0/Mashup.Sdk.dll", "lib/net10.0/Mashup.Sdk.xml");
        AssertContents(Package(feed, "snupkg"), "lib/net10.0/Mashup.Sdk.pdb");

        var version = Version().Match(Path.GetFileName(Package(feed, "nupkg"))).Groups[1].Value;
        await File.WriteAllTextAsync(Path.Combine(app, "nuget.config"), """<configuration><packageSources><add key="feed" value="../feed" /></packageSources></configuration>""");
        await File.WriteAllTextAsync(Path.Combine(app, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><RestorePackagesPath>packages</RestorePackagesPath></PropertyGroup>
              <ItemGroup><PackageReference Include="Mashup.Sdk" Version="{version}" /></ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(app, "Program.cs"), TenLines().Match(await File.ReadAllTextAsync(Path.Combine(SharedData.Repository, "README.md"))).Groups[1].Value);
        var engine = MashupEngine.Create();
        await engine.WriteAsync(DemoSongs.Create(DemoSong.NeonHarbour), Path.Combine(app, "a.mp3"));
        await engine.WriteAsync(DemoSongs.Create(DemoSong.PaperKites), Path.Combine(app, "b.mp3"));

        var printed = await DotnetAsync(app, "run", "-c", "Release");

        Assert.Contains("BPM", printed, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Path.Combine(app, "mashup.mp3")).Length, 1_000_000, 10_000_000);

        await DotnetAsync(app, "tool", "install", "mashup", "--tool-path", Path.Combine(_folder, "tools"), "--version", version, "--configfile", Path.Combine(app, "nuget.config"));
        var help = await RunAsync(app, Path.Combine(_folder, "tools", "mashup"), "--help");
        Assert.Contains("make", help, StringComparison.Ordinal);
    }

    private static string Package(string feed, string extension) => Directory.GetFiles(feed, $"Mashup.Sdk.*.{extension}").Single(f => char.IsDigit(Path.GetFileName(f)["Mashup.Sdk.".Length]));

    private static void AssertContents(string package, params string[] entries)
    {
        using var archive = ZipFile.OpenRead(package);
        Assert.Subset(archive.Entries.Select(e => e.FullName).ToHashSet(), entries.ToHashSet());
    }

    private static Task<string> DotnetAsync(string folder, params string[] arguments) => RunAsync(folder, "dotnet", arguments);

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // The test host's own MSBuild settings must not leak into the build it starts.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TenLines();

    [GeneratedRegex(@"Mashup\.Sdk\.(\d.*)\.nupkg")]
    private static partial Regex Version();
}
