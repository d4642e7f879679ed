using System.IO.Compression;
using System.Text.Json.Nodes;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Storage;

/// <summary>A backup that was taken while its service ran, and what that service answered.</summary>
public sealed class BackedUpService : IAsyncLifetime
{
    // What schema 2 brought.
    private static readonly Dictionary<string, string> ColumnsOfSchema2 = new() { ["tables/jobs.jsonl"] = "turn", ["tables/mashups.jsonl"] = "stems" };
    private static readonly string[] TablesOfSchema2 = ["tables/matches.jsonl"];

    private TestFolder Folder { get; } = new();

    internal string Email { get; private set; } = "";

    internal string Backup => Folder["backup.zip"];

    /// <summary>What it answered to each path.</summary>
    internal Dictionary<string, byte[]> Answers { get; } = [];

    public async Task InitializeAsync()
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var (job, mashup) = await StubbedService.GenerateAsync(client, tracks);
        await client.WaitForJobAsync(job);
        Email = (string)(await client.GetAsync("/me")).Json["email"]!;

        // As an administrator would, beside the running service.
        await ExternalProcess.RunAsync("dotnet", Repository.Host("WebHost"), "backup", Backup, "--Data", stubbed.Data.Path);
        foreach (var path in new[] { "/tracks", "/mashups", "/jobs", $"/mashups/{mashup}/audio" })
        {
            Answers[path] = (await client.GetAsync(path)).Body;
        }
    }

    /// <summary>The same backup, as a program of schema 1 would have written it.</summary>
    internal string AsOfSchema1() => Changed((name, text) =>
        name == "manifest.json" ? text.Replace("\"schema\":2", "\"schema\":1", StringComparison.Ordinal)
        : TablesOfSchema2.Contains(name) ? null
        : ColumnsOfSchema2.TryGetValue(name, out var column) ? string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Without(line, column) + "\n"))
        : text);

    /// <summary>The same backup, as a program of some schema to come would write it.</summary>
    internal string AsOfSchema9999() => Changed((name, text) => name == "manifest.json" ? text.Replace("\"schema\":2", "\"schema\":9999", StringComparison.Ordinal) : text);

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    private string Changed(Func<string, string, string?> change)
    {
        var path = Folder[Path.GetRandomFileName()];
        File.Copy(Backup, path);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (var entry in zip.Entries.Where(e => !e.FullName.StartsWith("blobs/", StringComparison.Ordinal)).ToArray())
        {
            using var reader = new StreamReader(entry.Open());
            var text = change(entry.FullName, reader.ReadToEnd());
            reader.Dispose();
            entry.Delete();
            if (text is not null)
            {
                using var writer = new StreamWriter(zip.CreateEntry(entry.FullName).Open());
                writer.Write(text);
            }
        }

        return path;
    }

    private static string Without(string line, string column)
    {
        var row = JsonNode.Parse(line)!.AsObject();
        Assert.True(row.Remove(column));
        return row.ToJsonString();
    }
}
