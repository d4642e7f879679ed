using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mashup.Hosting;
using Mashup.Hosting.Jobs;
using Mashup.Samples.Tests.Parts;
using YamlDotNet.RepresentationModel;

namespace Mashup.Samples.Tests.Deploy;

/// <summary>The files of <c>deploy/</c> are well formed, and name what the hosts know.</summary>
public sealed partial class DeployTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy");

    // Instruments of the service, the SDK and the framework, as Prometheus spells them.
    private static readonly string[] Metrics =
    [
        "mashup_queue_depth", "mashup_job_attempts_total", "mashup_job_duration_seconds", "mashup_job_queued_seconds", "mashup_stage_duration_seconds",
        "http_server_request_duration_seconds", "dotnet_process_memory_working_set_bytes", "dotnet_process_cpu_time_seconds_total",
    ];

    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Folder, "*.y*ml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_Parses(string file) => Assert.All(Read(file), d => Assert.IsType<YamlMappingNode>(d.RootNode));

    [Fact]
    public void Settings_OfEveryDeployment_AreOnesThatTheHostsRead()
    {
        string[] files = ["compose.yaml", "kubernetes/settings.yaml", "kubernetes/web.yaml", "kubernetes/worker.yaml", "kubernetes/worker-gpu.yaml", "Dockerfile"];
        var names = files.SelectMany(f => Setting().Matches(File.ReadAllText(Path.Combine(Folder, f))).Select(m => m.Groups[1].Value)).Distinct().ToArray();

        Assert.True(names.Length >= 8, string.Join(' ', names));
        Assert.All(names, name => Assert.True(IsSetting(name), name));
    }

    [Fact]
    public void Manifests_RunWithoutRights_AndAreWatched()
    {
        var deployments = new[] { "web", "worker", "worker-gpu" }.SelectMany(f => Read($"kubernetes/{f}.yaml"))
            .Select(d => (YamlMappingNode)d.RootNode).Where(d => (string)d["kind"]! == "Deployment").ToArray();

        Assert.Equal(3, deployments.Length);
        Assert.All(deployments, d =>
        {
            var pod = d["spec"]["template"]["spec"];
            Assert.Equal("true", (string)pod["securityContext"]["runAsNonRoot"]!);
            Assert.True(int.Parse((string)pod["terminationGracePeriodSeconds"]!, CultureInfo.InvariantCulture) > new JobOptions().Drain.TotalSeconds);
            var container = pod["containers"][0];
            Assert.Equal("false", (string)container["securityContext"]["allowPrivilegeEscalation"]!);
            Assert.Equal("true", (string)container["securityContext"]["readOnlyRootFilesystem"]!);
            Assert.Equal(["/data", "/tmp"], ((YamlSequenceNode)container["volumeMounts"]).Select(m => (string)m["mountPath"]!));
            Assert.NotNull(container["livenessProbe"]);
            Assert.NotNull(container["resources"]["limits"]["memory"]);
        });
        Assert.Contains(Read("kubernetes/worker.yaml"), d => (string)d.RootNode["kind"]! == "ScaledObject");
        var web = deployments[0]["spec"]["template"]["spec"]["containers"][0];
        Assert.Equal(["/health/live", "/health/ready"], new[] { "livenessProbe", "readinessProbe" }.Select(p => (string)web[p]["httpGet"]["path"]!));
        Assert.Equal(Port(), (string)web["ports"][0]["containerPort"]!);
        Assert.Contains((YamlSequenceNode)web["env"], e => (string)e["name"]! == "ASPNETCORE_FORWARDEDHEADERS_ENABLED");
    }

    [Fact]
    public void Compose_RunsHostsWithoutRights_AndNamesTheVersionOfEveryImage()
    {
        var services = ((YamlMappingNode)Read("compose.yaml")[0].RootNode["services"]).Children.Values.Cast<YamlMappingNode>().ToArray();
        var shared = Read("compose.yaml")[0].RootNode["x-host"];
        var hosts = services.Where(s => s.Children.ContainsKey("build")).ToArray();

        Assert.Equal(("true", "ALL", "no-new-privileges:true"), ((string)shared["read_only"]!, (string)shared["cap_drop"][0]!, (string)shared["security_opt"][0]!));
        Assert.Equal("/tmp", (string)shared["tmpfs"][0]!);
        Assert.All(hosts, h => Assert.EndsWith(":/data", (string)h["volumes"][0]!, StringComparison.Ordinal));
        Assert.Equal($"127.0.0.1:{Port()}:{Port()}", (string)hosts[0]["ports"][0]!);
        Assert.All(services.Except(hosts), s => Assert.Matches(@":\D*\d+(\.\d+)*", (string)s["image"]!));
    }

    [Fact]
    public void Kustomization_NamesManifestsThatAreThere() => Assert.All(
        (YamlSequenceNode)Read("kubernetes/kustomization.yaml")[0].RootNode["resources"], r => Assert.True(File.Exists(Path.Combine(Folder, "kubernetes", (string)r!))));

    [Fact]
    public void Images_BuildBothHosts_AsNobody_WithHealthChecks()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "Dockerfile"));
        var targets = ((YamlMappingNode)Read("compose.yaml")[0].RootNode["services"]).Children.Values.OfType<YamlMappingNode>()
            .Where(s => s.Children.ContainsKey("build")).Select(s => (string)s["build"]["target"]!).ToArray();

        Assert.Equal(["web", "worker"], targets.Order());
        Assert.All(targets, t => Assert.Contains($" AS {t}\n", text, StringComparison.Ordinal));
        Assert.Contains("USER app\n", text, StringComparison.Ordinal);
        Assert.Contains("apt-get install -y --no-install-recommends ffmpeg curl", text, StringComparison.Ordinal);
        Assert.Contains($"http://localhost:{Port()}/health/live", text, StringComparison.Ordinal);
        Assert.Contains("outDir: '../wwwroot'", File.ReadAllText(Path.Combine(Repository.Root, "samples/WebHost/ClientApp/vite.config.ts")), StringComparison.Ordinal);
        Assert.Contains("COPY --from=app /source/samples/WebHost/wwwroot samples/WebHost/wwwroot\n", text, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(text, "^HEALTHCHECK ", RegexOptions.Multiline));
        Assert.All(Regex.Matches(text, @"dotnet"", ""(Mashup\.\w+)\.dll"), m => Assert.True(File.Exists(Repository.Host(m.Groups[1].Value["Mashup.".Length..]))));
    }

    [Fact]
    public void AlertsAndDashboard_AskForMetricsThatExist()
    {
        var board = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "grafana/dashboards/mashup.json")))!;
        var asked = board["panels"]!.AsArray().SelectMany(p => p!["targets"]!.AsArray()).Select(t => (string)t!["expr"]!)
            .Concat(Read("prometheus/alerts.yml")[0].RootNode["groups"][0]["rules"] is YamlSequenceNode rules ? rules.Select(r => (string)r["expr"]!) : []).ToArray();

        Assert.True(asked.Length > 10);
        Assert.All(asked, expression => Assert.All(
            Metric().Matches(expression).Select(m => m.Value), m => Assert.Contains(Metrics, known => m == known || m == known + "_bucket" || m == known + "_count")));
    }

    [Fact]
    public void ImageContext_LeavesOutWhatACheckoutMakesForItself_AndKeepsWhatIsBuilt()
    {
        var left = File.ReadAllLines(Path.Combine(Folder, "Dockerfile.dockerignore"));

        Assert.All(new[] { ".git", "artifacts", "**/node_modules", "samples/WebHost/wwwroot" }, name => Assert.Contains(name, left));
        Assert.DoesNotContain(left, l => l is "src" or "samples" or "eng" or "eng/feed");
    }

    private static string Port() => PortOfImage().Match(File.ReadAllText(Path.Combine(Folder, "Dockerfile"))).Groups[1].Value;

    private static IList<YamlDocument> Read(string file)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(Path.Combine(Folder, file));
        stream.Load(text);
        return stream.Documents;
    }

    private static bool IsSetting(string name)
    {
        var type = typeof(HostingOptions);
        foreach (var part in name.Split("__"))
        {
            if (type.GetProperty(part, BindingFlags.Public | BindingFlags.Instance) is not { } property)
            {
                return false;
            }

            type = property.PropertyType;
        }

        return true;
    }

    [GeneratedRegex(@"\b((?:Database|Queue|Workers|Data|Cache|CacheBytes|Blobs__\w+|Jobs__\w+))(?=:|=|, value)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"ASPNETCORE_HTTP_PORTS=(\d+)")]
    private static partial Regex PortOfImage();

    [GeneratedRegex(@"\b(?:mashup|http_server|dotnet)_[a-z_]+")]
    private static partial Regex Metric();
}
