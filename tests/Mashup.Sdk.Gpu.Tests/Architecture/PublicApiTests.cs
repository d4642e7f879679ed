using System.Reflection;
using Mashup.Sdk.Tests;
using Mashup.Sdk.Tests.Architecture;

namespace Mashup.Sdk.Gpu.Tests.Architecture;

/// <summary>What Mashup.Sdk.Tests holds for the engine holds for this package too.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly Package = typeof(OnnxSeparationOptions).Assembly;

    [Fact]
    public void PublicApi_OfThePackage_IsTheOneInGit()
    {
        var approved = Path.Combine(SharedData.Repository, "tests", "Mashup.Sdk.Gpu.Tests", "Architecture", "PublicApi.Mashup.Sdk.Gpu.txt");
        var actual = PublicApiText.Of(Package);
        if (!File.Exists(approved) || File.ReadAllText(approved) != actual)
        {
            File.WriteAllText(Path.ChangeExtension(approved, ".received.txt"), actual);
            Assert.Fail("The public surface changed. Where that is meant, replace PublicApi.Mashup.Sdk.Gpu.txt by PublicApi.Mashup.Sdk.Gpu.received.txt and add a line to CHANGELOG.md.");
        }
    }

    [Fact]
    public void EveryImplementation_IsSealed()
    {
        var open = Package.GetTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false } && t.Namespace?.StartsWith("Mashup", StringComparison.Ordinal) == true && t.DeclaringType is null)
            .Where(t => !typeof(Exception).IsAssignableFrom(t) && !t.Name.Contains('<'))
            .Select(t => t.FullName);

        Assert.Empty(open);
    }

    [Fact]
    public void EveryInterface_HasOneToFourMembers()
    {
        var wide = Package.GetTypes()
            .Where(t => t.IsInterface && t.GetMembers().Count(m => m is not MethodInfo { IsSpecialName: true }) is 0 or > 4)
            .Select(t => t.FullName);

        Assert.Empty(wide);
    }

    [Fact]
    public void Package_SeesThePublicSurfaceOfTheEngineOnly() => Assert.DoesNotContain(
        typeof(MashupEngine).Assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>(),
        a => a.AssemblyName == Package.GetName().Name);
}
