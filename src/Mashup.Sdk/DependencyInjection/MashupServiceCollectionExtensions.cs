using Mashup.Sdk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the mashup engine to a service collection.</summary>
public static class MashupServiceCollectionExtensions
{
    /// <summary>Adds <see cref="MashupEngine"/> and everything it needs. May be called more than once; what the caller registered before wins.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes settings.</param>
    /// <returns>A builder that replaces or adds parts, e.g. <c>UsePlanner&lt;T&gt;()</c>.</returns>
    public static IMashupBuilder AddMashup(this IServiceCollection services, Action<MashupOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<MashupOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new MashupBuilder(services)
            .AddDecoding()
            .AddAnalysis()
            .AddSeparation()
            .AddPlanning()
            .AddRendering()
            .AddEncoding()
            .AddCaching()
            .AddEngine();
    }

    private sealed record MashupBuilder(IServiceCollection Services) : IMashupBuilder;
}
