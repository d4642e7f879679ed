namespace Mashup.Hosting.Http;

/// <summary>The web app: static files of <c>wwwroot</c>, and its first page for every address that is none of the API's.</summary>
internal static class WebApp
{
    private const string AnyPage = "{*path:nonfile:regex(^(?!(api|openapi|health)(/|$)))}";

    public static void UseWebApp(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles();
    }

    public static void MapWebApp(this WebApplication app)
    {
        if (app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
        {
            app.MapFallbackToFile(AnyPage, "index.html");
        }
    }
}
