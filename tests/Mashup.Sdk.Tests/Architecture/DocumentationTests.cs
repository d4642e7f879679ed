using System.Text.RegularExpressions;

namespace Mashup.Sdk.Tests.Architecture;

/// <summary>What the documentation claims is there: links, table of contents, snippets.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Docs = Path.Combine(SharedData.Repository, "docs");

    private static IEnumerable<string> Pages =>
        Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(SharedData.Repository, "*.md"))
            .Order(StringComparer.Ordinal);

    [Fact]
    public void EveryLink_LeadsToAFileAndHeading()
    {
        var broken = Pages.SelectMany(page => Link().Matches(WithoutCode(File.ReadAllText(page)))
            .Select(m => m.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(link => !Leads(page, link))
            .Select(link => $"{SourceTree.Name(page)} -> {link}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void EveryPage_IsInTheTableOfContents()
    {
        var listed = TocEntry().Matches(File.ReadAllText(Path.Combine(Docs, "toc.yml"))).Select(m => m.Groups[1].Value).ToHashSet();
        var pages = Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(Docs, p).Replace('\\', '/')).ToHashSet();

        Assert.Empty(pages.Except(listed));
        Assert.Empty(listed.Except(pages));
    }

    [Fact]
    public void EveryCSharpSnippet_StandsInACompiledFile()
    {
        var snippets = Path.Combine(SharedData.Repository, "tests", "Mashup.Sdk.AcceptanceTests", "Snippets");
        var compiled = string.Join('\n', Directory.EnumerateFiles(snippets, "*.cs").Select(f => Squeezed(File.ReadAllText(f))));

        var loose = Pages.SelectMany(page => CSharp().Matches(File.ReadAllText(page))
            .Where(m => !compiled.Contains(Squeezed(m.Groups[1].Value), StringComparison.Ordinal))
            .Select(m => $"{SourceTree.Name(page)}: {m.Groups[1].Value.Trim().Split('\n')[0]} …"));

        Assert.Empty(loose);
    }

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#');
        var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
        return (File.Exists(target) || Directory.Exists(target)) && (parts.Length == 1 || Anchors(target).Contains(parts[1]));
    }

    private static IEnumerable<string> Anchors(string page) => Heading().Matches(File.ReadAllText(page))
        .Select(m => NotInAnchor().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => InlineCode().Replace(Fence().Replace(text, ""), "");

    private static string Squeezed(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !Using().IsMatch(l)));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"href:\s*(\S+\.md)")]
    private static partial Regex TocEntry();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^using [\w.]+;$")]
    private static partial Regex Using();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
