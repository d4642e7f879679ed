using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Mashup.Hosting.Http;

/// <summary>Names a request's activity by its route: neither ids nor queries reach a trace.</summary>
internal static class RequestTraces
{
    /// <summary>Goes after routing.</summary>
    public static IApplicationBuilder UseRequestTraces(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } activity)
        {
            await next();
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        activity.DisplayName = $"{context.Request.Method} {route}".TrimEnd();
        activity.SetTag("http.request.method", context.Request.Method);
        activity.SetTag("http.route", route);
        context.Response.OnCompleted(() =>
        {
            activity.SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }

            return Task.CompletedTask;
        });
        await next();
    });
}
