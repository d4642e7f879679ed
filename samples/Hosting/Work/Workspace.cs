using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Work;

/// <summary>A folder of this process for unfinished work. What processes that died left behind is deleted at start: their lock is free.</summary>
internal sealed class Workspace : IDisposable
{
    private const string LockName = ".lock";
    private readonly string _folder;
    private readonly FileStream _lock;

    public Workspace(HostingOptions options, TimeProvider time)
    {
        var root = Directory.CreateDirectory(options.InData("work")).FullName;
        DeleteAbandoned(root);
        Name = time.NewId();
        _folder = Directory.CreateDirectory(Path.Combine(root, Name)).FullName;
        _lock = new FileStream(Path.Combine(_folder, LockName), FileMode.Create, FileAccess.Write, FileShare.None);
    }

    /// <summary>Names this process among all workers.</summary>
    public string Name { get; }

    /// <summary>An empty folder for one attempt.</summary>
    public string MakeFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(_folder);
    }

    private static void DeleteAbandoned(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            try
            {
                using (new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.Write, FileShare.None))
                {
                    // Nobody holds it.
                }

                TryDelete(folder);
            }
            catch (IOException)
            {
                // Another process works in there, or has just made it.
            }
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Another process that starts deletes it as well.
        }
    }
}
