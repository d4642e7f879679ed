using Mashup.Hosting.Storage.Blobs;
using Mashup.Samples.Tests.Parts;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Storage;

/// <summary>What both blob stores do alike.</summary>
public sealed class BlobStoreTests
{
    [Fact]
    public async Task Directory_KeepsListsAndDeletes()
    {
        using var folder = new TestFolder();
        await AssertContractAsync(new DirectoryBlobStore(folder["blobs"], TimeProvider.System));
    }

    [SkippableFact]
    public async Task S3_KeepsListsAndDeletes()
    {
        await using var server = await S3Server.StartAsync();
        var options = new BlobOptions { Endpoint = server.Endpoint, Bucket = "mashup", AccessKey = "S3RVER", SecretKey = "S3RVER" };
        using var store = new S3BlobStore(options);
        await AssertContractAsync(store);
    }

    [Fact]
    public async Task Directory_KeyThatLeadsOut_IsRefused()
    {
        using var folder = new TestFolder();
        var store = new DirectoryBlobStore(folder["blobs"], TimeProvider.System);

        await Assert.ThrowsAsync<ArgumentException>(() => store.OpenAsync("users/../../outside", default));
    }

    private static async Task AssertContractAsync(IBlobStore store)
    {
        var content = Tones.Wav(10);
        await store.WriteAsync("users/a/one.wav", new NotSeekable(content), default);
        await store.WriteAsync("users/a/two.wav", new MemoryStream([1, 2, 3]), default);
        await store.WriteAsync("users/ab/three.wav", new MemoryStream([4]), default);
        await store.WriteAsync("users/a/two.wav", new MemoryStream([5, 6]), default);

        Assert.Equal(content, await ReadAsync(store, "users/a/one.wav", 0));
        Assert.Equal(content[1000..], await ReadAsync(store, "users/a/one.wav", 1000));
        Assert.Equal([5, 6], await ReadAsync(store, "users/a/two.wav", 0));
        Assert.Null(await store.OpenAsync("users/a/none.wav", default));
        Assert.Equal(["users/a/one.wav", "users/a/two.wav"], await store.ListAsync("users/a/", default).ToArrayAsync());

        await store.DeleteAsync("users/a/", default);
        await store.DeleteAsync("users/nobody/", default);
        Assert.Equal(["users/ab/three.wav"], await store.ListAsync("users/", default).ToArrayAsync());
    }

    private static async Task<byte[]> ReadAsync(IBlobStore store, string key, long from)
    {
        await using var stream = (await store.OpenAsync(key, default))!;
        stream.Position = from;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>As an upload is: read once, its length unknown.</summary>
    private sealed class NotSeekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
