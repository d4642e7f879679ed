using System.IO.Compression;
using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Journey;

/// <summary>Stems of a finished mashup, and what the pool tells about its songs.</summary>
public sealed class StemsTests
{
    [Fact]
    public async Task Stems_AreMadeOnce_AndDownloadedOneByOneOrAll()
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var (job, mashup) = await StubbedService.GenerateAsync(client, tracks);
        await client.WaitForJobAsync(job);

        Assert.Equal("not_made", (await client.GetAsync($"/mashups/{mashup}/stems")).Problem(HttpStatusCode.Conflict));
        var made = (await client.PostAsync($"/mashups/{mashup}/stems")).Require(HttpStatusCode.Accepted);
        Assert.Equal("succeeded", (string)(await client.WaitForJobAsync((string)made["jobId"]!))["status"]!);
        Assert.Equal("already_made", (await client.PostAsync($"/mashups/{mashup}/stems")).Problem(HttpStatusCode.Conflict));

        Assert.Equal(["mix"], (await client.GetAsync($"/mashups/{mashup}")).Json["stems"]!.AsArray().Select(s => (string)s!));
        var one = await client.GetAsync($"/mashups/{mashup}/stems/mix");
        Assert.Equal("fLaC", one.Text[..4]);
        Assert.Equal("not_found", (await client.GetAsync($"/mashups/{mashup}/stems/vocals")).Problem(HttpStatusCode.NotFound));
        var all = await client.GetAsync($"/mashups/{mashup}/stems");
        Assert.Equal("application/zip", all.ContentHeaders.ContentType!.MediaType);
        await using var zip = new ZipArchive(new MemoryStream(all.Body));
        using var copy = new MemoryStream();
        await (await Assert.Single(zip.Entries, e => e.FullName == "mix.flac").OpenAsync()).CopyToAsync(copy);
        Assert.Equal(one.Body, copy.ToArray());

        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/mashups/{mashup}")).Status);
        Assert.DoesNotContain(stubbed.Data.Files("blobs"), f => f.Contains("mashups", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Matches_OfAPool_NameEveryPairOnce_AndGoWithTheirTracks()
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;
        var third = await client.AddTrackAsync(Tones.Short(3), "three.wav");
        var page = await client.WaitAsync("/tracks/matches", p => p["items"]!.AsArray().Count == 3);

        Assert.Equal(3, page["items"]!.AsArray().Select(m => ((string)m!["a"]!, (string)m["b"]!)).Distinct().Count());
        Assert.All(page["items"]!.AsArray(), m =>
        {
            Assert.InRange((double)m!["score"]!, 0, 100);
            Assert.NotEmpty(m["vocalsOfA"]!["reasons"]!.AsArray());
        });
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/tracks/{third}")).Status);
        var left = Assert.Single((await client.GetAsync("/tracks/matches")).Json["items"]!.AsArray())!;
        Assert.Equal(tracks.Order(StringComparer.Ordinal), [(string)left["a"]!, (string)left["b"]!]);
        using var another = await stubbed.SignedInAsync();
        Assert.Empty((await another.GetAsync("/tracks/matches")).Json["items"]!.AsArray());
    }
}
