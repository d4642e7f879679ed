using System.Net;
using Mashup.Samples.Tests.Service;

namespace Mashup.Samples.Tests.Http;

/// <summary>Requests that are sent twice.</summary>
public sealed class IdempotencyTests
{
    [Fact]
    public async Task Post_TwiceWithOneKey_IsDoneOnceAndAnsweredAlike()
    {
        await using var stubbed = await StubbedService.StartAsync();
        var (client, tracks) = await stubbed.WithTracksAsync();
        using var owner = client;

        var first = await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 60 }, "key-1");
        var second = await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 60 }, "key-1");

        Assert.Equal((first.Status, first.Text, first.Headers.Location), (second.Status, second.Text, second.Headers.Location));
        Assert.Single((await client.GetAsync("/mashups")).Json["items"]!.AsArray());
        var reused = await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 90 }, "key-1");
        Assert.Equal("idempotency_key_reused", reused.Problem(HttpStatusCode.UnprocessableEntity));
        Assert.NotEqual(first.Text, (await client.PostAsync("/mashups", new { trackIds = tracks, durationSeconds = 60 }, "key-2")).Text);
    }

    [Fact]
    public async Task Upload_TwiceWithOneKey_KeepsOneTrackWhateverTheBoundary()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0");
        using var client = await stubbed.SignedInAsync();

        var first = await client.UploadAsync(Tones.Wav(3), "a.wav", "upload");
        var second = await client.UploadAsync(Tones.Wav(3), "a.wav", "upload");

        Assert.Equal((string)first.Require(HttpStatusCode.Created)["id"]!, (string)second.Require(HttpStatusCode.Created)["id"]!);
        Assert.Equal("idempotency_key_reused", (await client.UploadAsync(Tones.Wav(3, 2), "a.wav", "upload")).Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Single(stubbed.Data.Files("blobs"), f => f.EndsWith(".wav", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_OfTwoUsers_HaveNothingToDoWithEachOther()
    {
        await using var stubbed = await StubbedService.StartAsync("Workers=0");
        using var one = await stubbed.SignedInAsync();
        using var two = await stubbed.SignedInAsync();

        var first = (await one.UploadAsync(Tones.Wav(3), "a.wav", "same")).Require(HttpStatusCode.Created);
        var second = (await two.UploadAsync(Tones.Wav(3), "a.wav", "same")).Require(HttpStatusCode.Created);

        Assert.NotEqual((string)first["id"]!, (string)second["id"]!);
    }
}
