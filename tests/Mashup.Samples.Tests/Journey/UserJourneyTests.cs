using System.Net;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Service;
using Mashup.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Samples.Tests.Journey;

/// <summary>Everything a user does, over HTTP, with the real engine.</summary>
public sealed class UserJourneyTests
{
    [Fact]
    public async Task Journey_FromRegistrationToDeletion_WorksAndLeavesNothing()
    {
        using var data = new TestFolder();
        await using var service = await RunningService.StartAsync(data.Path);
        using var client = await service.SignedInAsync("journey@example.org");
        await JourneyAsync(client, seconds: 60);

        // Whatever was made is deleted with the account, row by row and file by file.
        Assert.Equal(HttpStatusCode.BadRequest, (await client.DeleteAsync("/me", new { password = "wrong" })).Status);
        (await client.GetAsync("/me")).Require(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync("/me", new { password = ApiClient.Password })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/me")).Status);
        await AssertNothingIsLeftAsync(service.Services.GetRequiredService<Database>(), data);
    }

    /// <summary>Uploads, generates, listens, rates, edits, downloads, deletes.</summary>
    internal static async Task JourneyAsync(ApiClient client, int seconds)
    {
        var songs = await Songs.AllAsync();
        var tracks = new List<string>();
        foreach (var song in songs)
        {
            tracks.Add(await client.AddTrackAsync(song));
        }

        var analysis = (await client.GetAsync($"/tracks/{tracks[0]}/analysis")).Require(HttpStatusCode.OK);
        Assert.Equal("mashup.analysis/1", (string)analysis["schema"]!);
        Assert.Equal(124, (double)analysis["tempo"]!["bpm"]!, 1.0);

        var queued = await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = seconds });
        var answer = queued.Require(HttpStatusCode.Accepted);
        var job = (string)answer["jobId"]!;
        var mashup = (string)answer["mashupIds"]![0]!;
        Assert.Equal($"/api/v1/jobs/{job}", queued.Headers.Location?.ToString());

        await AssertEventsAsync(client, job);
        await AssertAudioAsync(client, mashup);
        await AssertHistoryAsync(client, mashup, seconds);
        await AssertEditAsync(client, mashup);
        await client.WaitAsync($"/tracks/{tracks[0]}", t => t["stems"]!.AsArray().Count == 4);
        Assert.Equal("fLaC", (await client.GetAsync($"/tracks/{tracks[0]}/stems/vocals")).Text[..4]);
        Assert.Equal(HttpStatusCode.NoContent, (await client.DeleteAsync($"/mashups/{mashup}")).Status);
        Assert.Equal("not_found", (await client.GetAsync($"/mashups/{mashup}/audio")).Problem(HttpStatusCode.NotFound));
    }

    private static async Task AssertEventsAsync(ApiClient client, string job)
    {
        var events = await client.EventsAsync($"/jobs/{job}/events");
        Assert.Equal(("end", "succeeded"), (events[^1].Name, (string)events[^1].Data["status"]!));
        Assert.Equal(events.Select(e => e.Id).Order(), events.Select(e => e.Id));
        Assert.Equal(events.Select(e => (double)e.Data["progress"]!).Order(), events.Select(e => (double)e.Data["progress"]!));

        // Whoever comes back with the last number has seen it all; with an earlier one, not.
        var last = events[^1].Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/jobs/{job}/events") { Headers = { { "Last-Event-ID", last } } };
        Assert.Equal(HttpStatusCode.NoContent, (await client.Http.SendAsync(request)).StatusCode);
        Assert.Equal("succeeded", (string)(await client.EventsAsync($"/jobs/{job}/events", "1"))[^1].Data["status"]!);
    }

    private static async Task AssertAudioAsync(ApiClient client, string mashup)
    {
        var whole = await client.GetAsync($"/mashups/{mashup}/audio");
        var part = await client.SendAsync(HttpMethod.Get, $"/mashups/{mashup}/audio", range: "bytes=1000-1999");
        Assert.Equal(HttpStatusCode.PartialContent, part.Status);
        Assert.Equal(whole.Body[1000..2000], part.Body);
        foreach (var (format, magic) in new[] { ("mp3", "ID3"), ("wav", "RIFF"), ("flac", "fLaC") })
        {
            var download = await client.GetAsync($"/mashups/{mashup}/download?format={format}");
            Assert.Equal(HttpStatusCode.OK, download.Status);
            Assert.StartsWith(magic, download.Text[..4], StringComparison.Ordinal);
            Assert.Contains("NeonHarbour × PaperKites", download.ContentHeaders.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        }

        Assert.Equal("invalid_request", (await client.GetAsync($"/mashups/{mashup}/download?format=exe")).Problem(HttpStatusCode.BadRequest));
        Assert.True((await client.GetAsync($"/mashups/{mashup}/peaks")).Require(HttpStatusCode.OK)["data"]!.AsArray().Count > 100);

        // It is music of the asked length, by the engine's own reading of the MP3.
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, whole.Body);
        var loudness = await MashupEngine.Create(o => o.Caching.Enabled = false).MeasureLoudnessAsync(file);
        File.Delete(file);
        Assert.InRange(loudness.IntegratedLufs, -15.5, -12.5);
    }

    private static async Task AssertHistoryAsync(ApiClient client, string mashup, int seconds)
    {
        (await client.PutAsync($"/mashups/{mashup}/rating", new { stars = 5, comment = "dances" })).Require(HttpStatusCode.OK);
        var found = (await client.GetAsync("/mashups?q=neon&status=ready&limit=5")).Require(HttpStatusCode.OK);
        var item = Assert.Single(found["items"]!.AsArray())!;
        Assert.Equal((mashup, 5, "dances"), ((string)item["id"]!, (int)item["rating"]!["stars"]!, (string)item["rating"]!["comment"]!));
        Assert.InRange((double)item["durationSeconds"]!, seconds - 5, seconds + 5);
        Assert.Empty((await client.GetAsync("/mashups?q=nothing-of-this-name")).Json["items"]!.AsArray());
    }

    private static async Task AssertEditAsync(ApiClient client, string mashup)
    {
        var plan = (await client.GetAsync($"/mashups/{mashup}/plan")).Require(HttpStatusCode.OK);
        Assert.Equal("mashup.plan/1", (string)plan["schema"]!);
        plan["clips"]![0]!["gainDb"] = -6;
        var edited = (await client.PutAsync($"/mashups/{mashup}/plan", plan)).Require(HttpStatusCode.Accepted);
        Assert.Equal("succeeded", (string)(await client.WaitForJobAsync((string)edited["jobId"]!))["status"]!);
        Assert.Equal(-6, (double)(await client.GetAsync($"/mashups/{mashup}/plan")).Json["clips"]![0]!["gainDb"]!);
        Assert.Equal(2, (int)(await client.GetAsync($"/mashups/{mashup}")).Json["revision"]!);

        plan["tracks"]![0]!["file"] = "/etc/passwd";
        Assert.Equal("invalid_plan", (await client.PutAsync($"/mashups/{mashup}/plan", plan)).Problem(HttpStatusCode.BadRequest));
    }

    private static async Task AssertNothingIsLeftAsync(Database database, TestFolder data)
    {
        foreach (var table in new[] { "users", "tracks", "mashups", "mashup_tracks", "jobs", "activity" })
        {
            Assert.Equal((table, 0), (table, await database.FirstAsync<int>($"select count(*) from {table}")));
        }

        Assert.Equal(0, await database.FirstAsync<int>("select count(*) from events where user_id is not null or subject is not null"));
        Assert.DoesNotContain(data.Files("blobs"), f => !f.EndsWith("probe", StringComparison.Ordinal));
        Assert.Empty(data.Files("cache"));
        Assert.Empty(data.Files("mail"));
    }
}
