namespace Mashup.Hosting.Http;

/// <summary>The web app: static files of <c>wwwroot</c>, and its first page for every address that is none of the API's.</summary>
internal static class WebApp
{
    public static void UseWebApp(this WebApplication app)
    {
        app.UseDefaultFiles();
        app.UseStaticFiles();
    }

    public static void MapWebApp(this WebApplication app)
    {
        app.Map("/api/{**rest}", () => Results.NotFound()).ExcludeFromDescription();
        if (app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
        {
            app.MapFallbackToFile("index.html");
        }
    }
}
