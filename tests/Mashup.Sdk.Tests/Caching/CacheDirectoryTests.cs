using Mashup.Sdk.Caching;

namespace Mashup.Sdk.Tests.Caching;

public sealed class CacheDirectoryTests
{
    [Fact]
    public void Locate_Chosen_IsTaken() => Assert.Equal(Path.GetFullPath("here"), Locate(("MASHUP_CACHE", "here"), ("HOME", "/home/a")));

    [SkippableFact]
    public void Locate_OnLinux_FollowsXdg()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "For Linux.");
        Assert.Equal("/home/a/.cache/mashup", Locate(("HOME", "/home/a")));
        Assert.Equal("/var/x/mashup", Locate(("HOME", "/home/a"), ("XDG_CACHE_HOME", "/var/x")));
        Assert.Equal("/home/a/.cache/mashup", Locate(("HOME", "/home/a"), ("XDG_CACHE_HOME", "relative")));
    }

    [Fact]
    public void Locate_NoHome_IsNowhere() => Assert.Null(Locate());

    private static string? Locate(params (string Name, string Value)[] variables) =>
        CacheDirectory.Locate(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
