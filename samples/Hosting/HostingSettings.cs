namespace Mashup.Hosting;

/// <summary>Reads the settings and refuses what cannot work, in a sentence that names the setting.</summary>
internal static class HostingSettings
{
    public static HostingOptions Read(IConfiguration configuration)
    {
        var options = new HostingOptions();
        configuration.Bind(options);

        // A directory may be named in short: Blobs=/var/lib/mashup/blobs.
        options.Blobs.Directory = configuration[nameof(options.Blobs)] is { Length: > 0 } directory ? directory : options.Blobs.Directory;
        options.Data = Path.GetFullPath(options.Data);
        Require(options.Workers is >= 0 and <= 64, nameof(options.Workers), "is from 0 to 64");
        Require(IsQueue(options.Queue), nameof(options.Queue), "is inprocess or an AMQP URI such as amqp://user:password@host/");
        Require(options.CacheBytes > 0, nameof(options.CacheBytes), "is above 0");
        Require(options.Jobs.Heartbeat * 2 < options.Jobs.Lease, "Jobs:Heartbeat", "is less than half of Jobs:Lease");
        Require(options.Jobs.Attempts is >= 1 and <= 10, "Jobs:Attempts", "is from 1 to 10");
        Require(options.Tracks.MaxBytes > 0 && options.Tracks.MaxTracks > 0 && options.Tracks.MaxMinutes > 0, "Tracks", "has limits above 0");
        Require(options.Accounts.TokenLifetime <= TimeSpan.FromHours(1), "Accounts:TokenLifetime", "is one hour at most");
        Require(options.Models.Device.ToLowerInvariant() is "auto" or "cpu" or "cuda", "Models:Device", "is auto, cpu or cuda");
        Require(options.Models.JobsPerDevice >= 1, "Models:JobsPerDevice", "is 1 or more");
        return options;
    }

    private static bool IsQueue(string queue) =>
        queue == "inprocess" || (Uri.TryCreate(queue, UriKind.Absolute, out var uri) && uri.Scheme is ("amqp" or "amqps"));

    private static void Require(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The setting {name} {rule}.");
        }
    }
}
