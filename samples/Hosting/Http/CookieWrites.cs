using Mashup.Hosting.Accounts;
using Microsoft.AspNetCore.Antiforgery;

namespace Mashup.Hosting.Http;

/// <summary>Antiforgery: a request that changes something and is signed in by a cookie carries the token that <c>GET /api/v1/antiforgery</c> gave.</summary>
/// <remarks>A request with an <c>Authorization</c> header needs none: another site cannot make a browser send one.</remarks>
internal static class CookieWrites
{
    public const string Header = "X-XSRF-TOKEN";

    public static IServiceCollection AddCookieWrites(this IServiceCollection services) => services.AddAntiforgery(o =>
    {
        o.HeaderName = Header;
        o.Cookie.Name = "mashup.antiforgery";
        o.Cookie.SameSite = SameSiteMode.Strict;
        o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    });

    public static IApplicationBuilder UseCookieWrites(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (NeedsToken(context) && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            throw new ApiProblem(
                StatusCodes.Status400BadRequest, "antiforgery", $"Send the token that GET /api/v1/antiforgery gives in the header {Header}.");
        }

        await next();
    });

    public static void MapAntiforgery(this IEndpointRouteBuilder api) => api.MapGet("/antiforgery", (HttpContext context, IAntiforgery antiforgery) =>
        new AntiforgeryAnswer(antiforgery.GetAndStoreTokens(context).RequestToken!, Header)).WithTags("account").WithSummary("Token for writes signed in by cookie");

    private static bool NeedsToken(HttpContext context) =>
        context.User.Id() is not null
        && context.Request.Headers.Authorization.Count == 0
        && !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && !context.Request.Path.StartsWithSegments("/api/v1/auth/login");

    private sealed record AntiforgeryAnswer(string Token, string Header);
}
