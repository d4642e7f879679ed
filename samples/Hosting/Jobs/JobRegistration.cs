namespace Mashup.Hosting.Jobs;

/// <summary>Registers the ledger and those who look after it.</summary>
internal static class JobRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobLedger>().AddSingleton<QueueForecast>().AddSingleton<JobFeed>();
        return services.AddHostedService<JobSweeper>().AddHostedService(p => p.GetRequiredService<JobFeed>());
    }
}
