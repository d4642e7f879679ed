using System.Text.Json.Serialization;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Backup;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;

namespace Mashup.Hosting.Http;

/// <summary>Registers and orders what every request passes.</summary>
internal static class HttpRegistration
{
    private const long LargestPlainBody = 4_000_000;

    public static IServiceCollection AddHttp(this IServiceCollection services, HostingOptions options)
    {
        services.AddProblemDetails(o => o.CustomizeProblemDetails = ProblemHandler.Complete).AddExceptionHandler<ProblemHandler>();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never);
        services.AddDataProtection().SetApplicationName("mashup").PersistKeysToFileSystem(Directory.CreateDirectory(options.InData("keys")));
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = LargestPlainBody;
        });

        // Behind a proxy, inside a private network, ASPNETCORE_FORWARDEDHEADERS_ENABLED=true turns them on.
        services.Configure<ForwardedHeadersOptions>(o => o.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddHostedService<Welcome>().AddSingleton<BackupWriter>().AddSingleton<BackupReader>();
        return services.AddCookieWrites().AddRateLimiting(options.RateLimits).AddHealth().AddApiDescription().AddWebApp();
    }

    /// <summary>What every request passes, in this order.</summary>
    public static void UseHttpRules(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (app.Environment.IsProduction())
        {
            // The first speaks over HTTPS alone, the second where this host or HTTPS_PORT knows where that is.
            app.UseHsts();
            app.UseHttpsRedirection();
        }

        app.UseWebApp();
        app.UseRouting();
        app.UseRequestTraces();
        app.UseAuthentication();
        app.UseSessions();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseCookieWrites();
        app.Use(async (context, next) =>
        {
            if (context.User.Id() is { } user)
            {
                await context.RequestServices.GetRequiredService<ActiveDays>().NoteAsync(user, context.RequestAborted);
            }

            await next();
        });
        app.UseMiddleware<Idempotency>();
    }
}
