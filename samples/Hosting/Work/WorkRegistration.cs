using Mashup.Hosting.Accounts;

namespace Mashup.Hosting.Work;

/// <summary>Registers the engine, with what the service's limits allow, and the workers.</summary>
internal static class WorkRegistration
{
    public static IServiceCollection AddEngine(this IServiceCollection services, HostingOptions options)
    {
        NeuralSeparation.Add(services.AddMashup(o => EngineSettings.Apply(o, options)), options.Models);
        return services.AddSingleton<Engines>();
    }

    public static IServiceCollection AddWork(this IServiceCollection services, HostingOptions options)
    {
        services.AddSingleton<Workspace>().AddSingleton<RunningJobs>().AddSingleton<Downloads>().AddSingleton<FinishedStages>().AddSingleton<Encoders>().AddSingleton<Rendition>();
        services.AddSingleton<CostMeter>().AddSingleton<JobAttempt>().AddSingleton<Quota>();
        services.AddSingleton<IJobHandler, AnalysisJob>().AddSingleton<IJobHandler, MashupJob>();
        services.AddSingleton<IJobHandler, RenderJob>().AddSingleton<IJobHandler, PlanJob>();
        services.AddSingleton<IJobHandler, StemsJob>().AddSingleton<PoolMatching>();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = options.Jobs.Drain + TimeSpan.FromSeconds(10));
        return services.AddHostedService<Worker>();
    }
}
