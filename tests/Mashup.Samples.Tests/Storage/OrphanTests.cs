using Mashup.Hosting.Storage.Blobs;
using Mashup.Samples.Tests.Service;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Storage;

/// <summary>Files that no row asks for.</summary>
public sealed class OrphanTests
{
    [Fact]
    public async Task Sweep_DeletesWhatNothingAsksForAndIsOld_AndNothingElse()
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var (job, mashup) = await StubbedService.GenerateAsync(client, tracks);
        await client.WaitForJobAsync(job);
        await client.WaitAsync("/jobs", page => page["items"]!.AsArray().All(j => (string)j!["status"]! == "succeeded"));
        var user = (string)(await client.GetAsync("/me")).Json["id"]!;
        var asked = stubbed.Data.Files("blobs/users");
        var blobs = stubbed.Service.Services.GetRequiredService<IBlobStore>();
        var young = BlobKey.Track(user, IdOf(TimeProvider.System.GetUtcNow())) + "source.wav";
        string[] orphans =
        [
            BlobKey.Track(user, IdOf(TimeProvider.System.GetUtcNow().AddHours(-3))) + "source.wav",
            BlobKey.Revision(user, IdOf(TimeProvider.System.GetUtcNow().AddDays(-3)), 1) + "audio.mp3",
            BlobKey.Revision(user, mashup, 7) + "audio.wav",
            BlobKey.Checkpoint(user, mashup, "dead") + "master.wav",
        ];
        foreach (var key in orphans.Append(young))
        {
            await blobs.WriteAsync(key, new MemoryStream([1]), default);
        }

        Assert.Equal(4, (await stubbed.Service.Services.GetRequiredService<OrphanSweeper>().SweepAsync(default)).Count);

        Assert.Equal(asked.Append(stubbed.Data["blobs/" + young]).Order(StringComparer.Ordinal), stubbed.Data.Files("blobs/users"));
    }

    private static string IdOf(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("N");
}
