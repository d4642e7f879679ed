using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Mashup.Hosting.Http;

/// <summary>Serves parts of the web app as the build has compressed them, smaller than there would be time for at every request.</summary>
/// <remarks>The build lays <c>part.js.br</c> beside <c>part.js</c>; programs that do not take Brotli get the latter.</remarks>
internal static class CompressedAssets
{
    private const string Extension = ".br";
    private const string Encoding = "br";

    private static readonly FileExtensionContentTypeProvider Types = new() { Mappings = { [Extension] = "application/octet-stream" } };

    public static void UseCompressedAssets(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/assets") && TakesBrotli(context.Request)
            && app.Environment.WebRootFileProvider.GetFileInfo(context.Request.Path + Extension).Exists,
        branch => branch
            .Use((context, next) =>
            {
                context.Request.Path += Extension;
                return next(context);
            })
            .UseStaticFiles(new StaticFileOptions { ContentTypeProvider = Types, OnPrepareResponse = Describe }));

    private static bool TakesBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals(Encoding, StringComparison.OrdinalIgnoreCase) && e.Quality is not 0);

    private static void Describe(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        headers.ContentEncoding = Encoding;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = WebApp.Forever;
        headers.ContentType = Types.TryGetContentType(Path.GetFileNameWithoutExtension(file.File.Name), out var type) ? type : null;
    }
}
