using Mashup.Hosting.Accounts;
using Mashup.Hosting.Telemetry;

namespace Mashup.Hosting.Administration;

/// <summary>Registers and maps <c>/admin</c>, for administrators only.</summary>
internal static class AdministrationRegistration
{
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services.AddSingleton<UserDirectory>().AddSingleton<LiveQueue>();

    public static void MapAdministration(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(Roles.Admin).WithAudit();
        var people = admin.MapGroup("").WithTags("administration");
        people.MapUsers();
        people.MapAudit();
        people.MapQueue();
        admin.MapGroup("").WithTags("telemetry").MapTelemetry();
    }
}
