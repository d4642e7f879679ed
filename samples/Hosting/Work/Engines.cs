using System.Collections.Concurrent;
using Mashup.Hosting.Storage.Sql;
using Mashup.Sdk;
using Mashup.Sdk.Separation;

namespace Mashup.Hosting.Work;

/// <summary>An engine for every user: finished stages of one user's music are kept apart from everybody else's, and go with the account.</summary>
internal sealed class Engines(Database database, HostingOptions options, IEnumerable<EngineParts> parts, IEnumerable<IStemSeparator> separators)
{
    private const long BytesForEachUser = 2L << 30;

    // Deleting a little more than needed spares the next sweeps from it.
    private const double KeptShare = 0.9;

    private readonly ConcurrentDictionary<string, MashupEngine> _engines = new();
    private readonly string _root = options.Cache ?? options.InData("cache");

    public MashupEngine For(string userId) => _engines.GetOrAdd(userId, id => Create(FolderOf(id), mastering: true));

    /// <summary>An engine that keeps finished stages in a folder of the caller's.</summary>
    public MashupEngine Over(string folder) => Create(folder, mastering: true);

    /// <summary>Where finished stages of a user's music are kept on this machine.</summary>
    public string FolderOf(string userId) => Path.Combine(_root, userId);

    /// <summary>An engine that leaves sound as it was placed, over the same finished stages.</summary>
    public MashupEngine UnmasteredFor(string userId) => Create(FolderOf(userId), mastering: false);

    private MashupEngine Create(string folder, bool mastering) => MashupEngine.Create(
        o =>
        {
            EngineSettings.Apply(o, options);
            o.Rendering.Mastering = mastering;
            o.Caching.Directory = folder;
            o.Caching.MaxBytes = BytesForEachUser;
        },
        builder =>
        {
            // Models are loaded once for all users; the engine has a built-in separator of its own.
            foreach (var model in separators.Where(s => s.GetType().Assembly != typeof(MashupEngine).Assembly))
            {
                builder.Services.AddSingleton(model);
            }

            foreach (var part in parts)
            {
                part.Add(builder);
            }
        });

    /// <summary>Deletes what was kept for a user.</summary>
    public void Forget(string userId)
    {
        _engines.TryRemove(userId, out _);
        try
        {
            Directory.Delete(FolderOf(userId), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing was kept.
        }
        catch (IOException)
        {
            // A job of another process writes there until it learns that the account is gone; the next sweep finds the folder.
        }
    }

    /// <summary>Keeps all users' finished stages together within the limit of this machine: what was used longest ago goes first.</summary>
    public void Trim()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var files = new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Exists).Select(f => (f.FullName, f.Length, f.LastWriteTimeUtc)).ToArray();
        var total = files.Sum(f => f.Length);
        if (total <= options.CacheBytes)
        {
            return;
        }

        foreach (var (path, length, _) in files.OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.FullName, StringComparer.Ordinal))
        {
            if (total <= options.CacheBytes * KeptShare)
            {
                return;
            }

            try
            {
                // An engine that reads it now reads on, or makes it anew.
                File.Delete(path);
                total -= length;
            }
            catch (IOException)
            {
                // In use, on a system that keeps such files; the next sweep comes soon.
            }
        }
    }

    /// <summary>Deletes what was kept here for accounts that were deleted elsewhere.</summary>
    public async Task ForgetErasedAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        var kept = Directory.EnumerateDirectories(_root).Select(d => Path.GetFileName(d)).ToArray();
        var alive = await database.QueryAsync<string>($"select id from users where {database.Dialect.IsOneOf("id", "kept")}", new { kept }, cancellationToken);
        foreach (var user in kept.Except(alive))
        {
            Forget(user);
        }
    }
}
