using System.Text.RegularExpressions;

namespace Mashup.Sdk.Tests.Architecture;

/// <summary>Small pieces, honest names.</summary>
public sealed partial class SourceStyleTests
{
    [Fact]
    public void NoFile_IsOver400Lines()
    {
        var big = SourceTree.All.Select(f => (File: f, Lines: File.ReadLines(f).Count())).Where(f => f.Lines > 400).Select(f => $"{SourceTree.Name(f.File)}: {f.Lines}");

        Assert.Empty(big);
    }

    [Fact]
    public void MedianFile_IsUnder80Lines()
    {
        var lines = SourceTree.All.Select(f => File.ReadLines(f).Count()).Order().ToArray();

        Assert.InRange(lines[lines.Length / 2], 1, 80);
    }

    [Fact]
    public void NoFile_HasARegionOrAnUnfinishedMark()
    {
        var marked = SourceTree.All.Where(f => Marks().IsMatch(File.ReadAllText(f))).Select(SourceTree.Name);

        Assert.Empty(marked);
    }

    [Fact]
    public void NoName_IsAGrabBag()
    {
        var bags = SourceTree.All.Select(Path.GetFileNameWithoutExtension).Where(n => GrabBag().IsMatch(n!));

        Assert.Empty(bags);
    }

    [Fact]
    public void EveryImplementation_IsSealed()
    {
        var open = typeof(MashupEngine).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false } && t.Namespace?.StartsWith("Mashup", StringComparison.Ordinal) == true && t.DeclaringType is null)
            .Where(t => !typeof(Exception).IsAssignableFrom(t) && !t.Name.Contains('<'))
            .Select(t => t.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void EveryInterface_HasOneToFourMembers()
    {
        var wide = typeof(MashupEngine).Assembly.GetTypes()
            .Where(t => t.IsInterface && t.GetMembers().Count(m => m is not System.Reflection.MethodInfo { IsSpecialName: true }) is 0 or > 4)
            .Select(t => t.FullName);

        Assert.Empty(wide);
    }

    [GeneratedRegex(@"#region|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Marks();

    [GeneratedRegex("(Utils?|Helpers?|Manager|Common|Misc)$")]
    private static partial Regex GrabBag();
}
