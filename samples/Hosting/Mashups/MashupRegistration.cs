namespace Mashup.Hosting.Mashups;

/// <summary>Registers generation and history.</summary>
internal static class MashupRegistration
{
    public static IServiceCollection AddMashups(this IServiceCollection services) => services.AddSingleton<MashupStore>().AddSingleton<Generation>();
}
