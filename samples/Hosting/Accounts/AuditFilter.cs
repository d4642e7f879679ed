using System.Globalization;
using Microsoft.AspNetCore.Identity.Data;

namespace Mashup.Hosting.Accounts;

/// <summary>Writes every call that changes or exports an account into the audit log, with its outcome.</summary>
internal static class AuditFilter
{
    public static RouteGroupBuilder WithAudit(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var what = $"{http.Request.Method} {((RouteEndpoint)http.GetEndpoint()!).RoutePattern.RawText}";
            var subject = SubjectOf(context);
            if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Path.Value!.EndsWith("/export", StringComparison.Ordinal))
            {
                var log = http.RequestServices.GetRequiredService<AuditLog>();
                var address = http.Connection.RemoteIpAddress?.ToString();
                http.Response.OnCompleted(() => log.WriteAsync(
                    what, http.Response.StatusCode.ToString(CultureInfo.InvariantCulture), subject, address, CancellationToken.None));
            }

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
