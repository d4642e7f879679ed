using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Telemetry;
using Mashup.Hosting.Tracks;
using Mashup.Hosting.Work;

namespace Mashup.Hosting;

/// <summary>All settings of both hosts, bound from the environment and appsettings.json.</summary>
internal sealed class HostingOptions
{
    /// <summary>Folder of everything that is kept on this machine.</summary>
    /// <value>The default value is <c>mashup</c> in the user's data folder.</value>
    public string Data { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "mashup", "service");

    /// <summary>Where users reach the web app, for links in mails.</summary>
    /// <value>Without one, mails hold codes to type.</value>
    public Uri? Address { get; set; }

    /// <summary>Path of an SQLite file, or a PostgreSQL connection string.</summary>
    /// <value>The default value is <c>mashup.db</c> in <see cref="Data"/>.</value>
    public string? Database { get; set; }

    /// <summary>Where files are kept.</summary>
    public BlobOptions Blobs { get; set; } = new();

    /// <summary><c>inprocess</c>, or an AMQP URI.</summary>
    /// <value>The default value is <c>inprocess</c>.</value>
    public string Queue { get; set; } = "inprocess";

    /// <summary>Jobs run in this process at the same time.</summary>
    /// <value>The default value is 1.</value>
    public int Workers { get; set; } = 1;

    /// <summary>The ffmpeg program: a name looked up on the PATH, or a path.</summary>
    /// <value>The default value is <c>ffmpeg</c>.</value>
    public string FFmpeg { get; set; } = "ffmpeg";

    /// <summary>Where the engine keeps finished stages; workers that share it repeat nothing of each other's work.</summary>
    /// <value>The default value is <c>cache</c> in <see cref="Data"/>.</value>
    public string? Cache { get; set; }

    /// <summary>Most bytes that finished stages of all users may take on this machine.</summary>
    /// <value>The default value is 20 GB.</value>
    public long CacheBytes { get; set; } = 20_000_000_000;

    /// <summary>Name of the separator to use; without one, the built-in.</summary>
    public string? Separator { get; set; }

    public ModelSettings Models { get; set; } = new();

    public AccountOptions Accounts { get; set; } = new();

    public TrackLimits Tracks { get; set; } = new();

    public QuotaOptions Quota { get; set; } = new();

    public JobOptions Jobs { get; set; } = new();

    public CostRates Cost { get; set; } = new();

    public RateLimitOptions RateLimits { get; set; } = new();

    /// <summary>A path in <see cref="Data"/>.</summary>
    public string InData(string name) => Path.Combine(Data, name);
}
