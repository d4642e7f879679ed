using Mashup.Samples.Tests.Parts;

namespace Mashup.Samples.Tests.Web;

/// <summary>The sources of the web app and what was built of them.</summary>
internal static class WebAppFolder
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "samples/WebHost/ClientApp");

    /// <summary>What stands in the way of a browser test; <see langword="null"/> where nothing does.</summary>
    public static string? Lacks =>
        !File.Exists(System.IO.Path.Combine(Built, "index.html")) || !Directory.Exists(System.IO.Path.Combine(Path, "node_modules/playwright-core"))
            ? "The web app is not built: run eng/web.sh."
            : !Browsers.Append(Environment.GetEnvironmentVariable("CHROMIUM")).Any(File.Exists) ? "Chromium is not installed." : null;

    private static string Built => System.IO.Path.Combine(Path, "../wwwroot");

    public static void CopyBuiltAppTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Built, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(Built, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
