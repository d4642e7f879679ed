namespace Mashup.Hosting.Queue;

/// <summary>Chooses how workers are woken.</summary>
internal static class QueueRegistration
{
    public static IServiceCollection AddQueue(this IServiceCollection services, HostingOptions options)
    {
        services.AddSingleton<InProcessWakeUp>();
        if (options.Queue == "inprocess")
        {
            return services.AddSingleton<IWakeUp>(p => p.GetRequiredService<InProcessWakeUp>());
        }

        services.AddSingleton(p => ActivatorUtilities.CreateInstance<RabbitWakeUp>(p, new Uri(options.Queue)));
        return services.AddSingleton<IWakeUp>(p => p.GetRequiredService<RabbitWakeUp>()).AddHostedService(p => p.GetRequiredService<RabbitWakeUp>());
    }
}
