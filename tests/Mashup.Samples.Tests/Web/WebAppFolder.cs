using Mashup.Samples.Tests.Parts;

namespace Mashup.Samples.Tests.Web;

/// <summary>The sources of the web app and what was built of them.</summary>
internal static class WebAppFolder
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "samples/WebHost/ClientApp");

    /// <summary>Node: that of this checkout, where eng/web.sh had to get one, or that of the machine.</summary>
    public static string? Node { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Prepend(System.IO.Path.Combine(Repository.Root, "artifacts/node/bin"))
        .Select(folder => System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node"))
        .FirstOrDefault(File.Exists);

    /// <summary>Why the app's own tests cannot run; <see langword="null"/> where they can.</summary>
    public static string? LacksNode =>
        Node is null ? "Node.js is not installed." : !Directory.Exists(System.IO.Path.Combine(Path, "node_modules")) ? "The web app's packages are not there: run eng/web.sh." : null;

    /// <summary>Why there is no built app; <see langword="null"/> where there is.</summary>
    public static string? LacksBuild => File.Exists(Built("index.html")) ? null : "The web app is not built: run eng/web.sh.";

    /// <summary>Why nothing can be tried in a browser; <see langword="null"/> where it can.</summary>
    public static string? LacksBrowser =>
        LacksNode ?? LacksBuild ?? (Browsers.Append(Environment.GetEnvironmentVariable("CHROMIUM")).Any(File.Exists) ? null : "Chromium is not installed.");

    /// <summary>A file of the built app.</summary>
    public static string Built(string name) => System.IO.Path.Combine(Path, "../wwwroot", name);

    /// <summary>A file's name within the sources of the app.</summary>
    public static string NameOf(string file) => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/');

    public static void CopyBuiltAppTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Built(""), "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(Built(""), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
