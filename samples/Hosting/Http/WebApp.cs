using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;

namespace Mashup.Hosting.Http;

/// <summary>The web app: static files of <c>wwwroot</c>, and its first page for every address that is none of the API's.</summary>
internal static class WebApp
{
    /// <summary>How long an asset stays as it is: its name changes with its content.</summary>
    public const string Forever = "public, max-age=31536000, immutable";

    private const string AnyPage = "{*path:nonfile:regex(^(?!(api|openapi|health)(/|$)))}";

    // Answers of the API are left as they are: compressing secrets beside what a caller chose tells of them.
    private static readonly string[] CompressedTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];

    public static IServiceCollection AddWebApp(this IServiceCollection services) => services.AddResponseCompression(o =>
    {
        o.EnableForHttps = true;
        o.MimeTypes = CompressedTypes;
        o.Providers.Add<BrotliCompressionProvider>();
        o.Providers.Add<GzipCompressionProvider>();
    });

    public static void UseWebApp(this WebApplication app)
    {
        app.UseCompressedAssets();
        app.UseResponseCompression();
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = SetAge });
    }

    public static void MapWebApp(this WebApplication app)
    {
        if (app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
        {
            app.MapFallbackToFile(AnyPage, "index.html", new StaticFileOptions { OnPrepareResponse = SetAge });
        }
    }

    // What is no asset is asked for anew.
    private static void SetAge(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Path.StartsWithSegments("/assets") ? Forever : "no-cache";
}
