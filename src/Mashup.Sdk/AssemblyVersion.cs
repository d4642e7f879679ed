namespace Mashup.Sdk;

/// <summary>Identifies the code that made an artefact, so that an artefact never outlives the code it came from.</summary>
internal static class AssemblyVersion
{
    /// <summary>Module version ids of the assemblies that implement the parts: equal for equal source, as builds are deterministic.</summary>
    public static string Of(IEnumerable<object> parts) =>
        string.Join('+', parts.Select(p => $"{p.GetType().FullName}@{p.GetType().Module.ModuleVersionId:N}"));
}
