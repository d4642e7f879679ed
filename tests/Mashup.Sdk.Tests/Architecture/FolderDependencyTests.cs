using System.Text.RegularExpressions;

namespace Mashup.Sdk.Tests.Architecture;

/// <summary>Who may use whom: the table of docs/architecture.md.</summary>
public sealed partial class FolderDependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Audio"] = [],
        ["Dsp"] = [],
        ["Diagnostics"] = [],
        ["FFmpeg"] = [],
        ["Decoding"] = ["Audio", "Dsp", "FFmpeg"],
        ["Encoding"] = ["Audio", "Dsp", "FFmpeg"],
        ["Analysis"] = ["Audio", "Dsp"],
        ["Separation"] = ["Audio", "Dsp"],
        ["Planning"] = ["Audio", "Analysis", "Separation"],
        ["Rendering"] = ["Audio", "Dsp", "Planning", "Separation", "Analysis"],
        ["Scoring"] = ["Audio", "Dsp", "Planning", "Analysis"],
        ["Drawing"] = [],
        ["Artwork"] = ["Audio", "Drawing", "Planning"],
        ["Inspection"] = ["Audio", "Dsp", "Drawing", "Analysis"],
        ["Demo"] = ["Audio"],
    };

    private static readonly string[] UsesEverything = ["", "Caching", "DependencyInjection"];

    public static TheoryData<string> Stages => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Stages))]
    public void Folder_UsesOnly_WhatTheTableAllows(string stage)
    {
        var wrong = SourceTree.Files(Path.Combine(SourceTree.Sdk, stage))
            .SelectMany(file => Reference().Matches(File.ReadAllText(file)).Select(m => (File: file, Target: m.Groups[1].Value)))
            .Where(use => Directory.Exists(Path.Combine(SourceTree.Sdk, use.Target)) && use.Target != stage && !Allowed[stage].Contains(use.Target))
            .Select(use => $"{SourceTree.Name(use.File)} uses {use.Target}");

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Planning", "Analysis")]
    [InlineData("Planning", "Separation")]
    [InlineData("Rendering", "Analysis")]
    [InlineData("Rendering", "Separation")]
    [InlineData("Rendering", "Planning")]
    [InlineData("Scoring", "Analysis")]
    [InlineData("Inspection", "Analysis")]
    public void Folder_UsesOnlyRecords_OfTheOther(string stage, string other)
    {
        var own = Engines(stage).ToHashSet();
        var engines = Engines(other).Where(name => !IsGuard(name) && !own.Contains(name)).ToHashSet();

        var wrong = SourceTree.Files(Path.Combine(SourceTree.Sdk, stage))
            .SelectMany(file => Word().Matches(NotCode().Replace(File.ReadAllText(file), "")).Select(m => m.Value).Where(engines.Contains).Distinct().Select(name => $"{SourceTree.Name(file)} uses {name}"));

        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryFolder_IsInTheTable()
    {
        var folders = Directory.EnumerateDirectories(SourceTree.Sdk).Select(Path.GetFileName).Where(f => f is not ("obj" or "bin"));

        Assert.Equal(Allowed.Keys.Concat(UsesEverything.Skip(1)).Order(), folders.Order());
    }

    private static IEnumerable<string> Engines(string stage) => SourceTree.Files(Path.Combine(SourceTree.Sdk, stage))
        .SelectMany(file => InternalClass().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value));

    // A plan is checked by the same rules wherever it is read.
    private static bool IsGuard(string name) => name == "PlanValidator";

    [GeneratedRegex(@"\bMashup\.Sdk\.([A-Z]\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"internal (?:sealed |static |abstract )(?:partial )?class (\w+)")]
    private static partial Regex InternalClass();

    [GeneratedRegex(@"//.*|""[^""\n]*""")]
    private static partial Regex NotCode();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
