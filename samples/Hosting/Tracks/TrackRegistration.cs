namespace Mashup.Hosting.Tracks;

/// <summary>Registers the pool.</summary>
internal static class TrackRegistration
{
    public static IServiceCollection AddTracks(this IServiceCollection services) => services.AddSingleton<TrackStore>().AddSingleton<MatchStore>().AddSingleton<TrackUpload>();
}
