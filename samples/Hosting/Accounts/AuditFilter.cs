using Microsoft.AspNetCore.Identity.Data;

namespace Mashup.Hosting.Accounts;

/// <summary>Writes every call of the account endpoints into the audit log, with its outcome.</summary>
internal static class AuditFilter
{
    public static RouteGroupBuilder WithAudit(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var subject = SubjectOf(context);
            var http = context.HttpContext;
            http.Response.OnCompleted(() => http.RequestServices.GetRequiredService<AuditLog>().WriteAsync(
                $"{http.Request.Method} {((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText}",
                http.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture),
                subject,
                http.Connection.RemoteIpAddress?.ToString(),
                CancellationToken.None));
            return await next(context);
        });
        return group;
    }

    // Anonymous calls name the account in their body.
    private static string? SubjectOf(EndpointFilterInvocationContext context) =>
        context.Arguments.Select(a => a switch
        {
            LoginRequest r => r.Email,
            RegisterRequest r => r.Email,
            ForgotPasswordRequest r => r.Email,
            ResetPasswordRequest r => r.Email,
            ResendConfirmationEmailRequest r => r.Email,
            _ => null,
        }).FirstOrDefault(e => e is not null) ?? context.HttpContext.User.Id();
}
