using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk;

/// <summary>Replaces or adds parts of the engine: what <c>services.AddMashup()</c> returns.</summary>
public interface IMashupBuilder
{
    /// <summary>The services the engine is made of.</summary>
    IServiceCollection Services { get; }
}
