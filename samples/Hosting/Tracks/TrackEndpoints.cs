using System.Security.Claims;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Queue;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Work;
using Microsoft.AspNetCore.Mvc;

namespace Mashup.Hosting.Tracks;

/// <summary><c>/tracks</c>: a user's pool of songs.</summary>
internal static class TrackEndpoints
{
    // An upload beyond the limit is answered at once, but its client may not listen before it has sent the rest.
    private const int DrainedUploads = 4;
    private static readonly string[] StemNames = ["vocals", "drums", "bass", "other"];

    public static void MapTracks(this IEndpointRouteBuilder api)
    {
        var tracks = api.MapGroup("/tracks").RequireAuthorization().WithTags("tracks");
        var limit = api.ServiceProvider.GetRequiredService<HostingOptions>().Tracks.MaxBytes;
        tracks.MapPost("", UploadAsync).WithSummary("Upload a song").Accepts<IFormFile>("multipart/form-data").WithMetadata(new RequestSizeLimitAttribute(limit * DrainedUploads))
            .Produces<TrackAnswer>(StatusCodes.Status201Created).ProducesProblem(413).ProducesProblem(415).ProducesProblem(409);
        tracks.MapGet("", ListAsync).WithSummary("Tracks, newest first");
        tracks.MapGet("/matches", MatchesAsync).WithSummary("Who fits whom in my pool, and why, best first");
        tracks.MapGet("/{id}", FindAsync).WithSummary("A track");
        tracks.MapGet("/{id}/analysis", AnalysisAsync).WithSummary("What was found in a track: mashup.analysis/1");
        tracks.MapGet("/{id}/audio", AudioAsync).WithSummary("The file that was uploaded");
        tracks.MapGet("/{id}/stems/{stem}", StemAsync).WithSummary("A stem of a track, FLAC");
        tracks.MapDelete("/{id}", DeleteAsync).WithSummary("Delete a track and its files").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> UploadAsync(HttpRequest request, ClaimsPrincipal user, TrackUpload upload, IWakeUp wakeUp, CancellationToken cancellationToken)
    {
        var track = await upload.ReceiveAsync(user.RequiredId(), request, cancellationToken);
        await wakeUp.SignalAsync(CancellationToken.None);
        return Results.Created($"/api/v1/tracks/{track.Id}", TrackAnswer.Of(track));
    }

    private static async Task<Page<TrackAnswer>> ListAsync(ClaimsPrincipal user, TrackStore tracks, int? limit, string? after, CancellationToken cancellationToken) =>
        Page<TrackAnswer>.Of(
            await tracks.ListAsync(user.RequiredId(), after, Page<TrackAnswer>.RowsFor(limit), cancellationToken), limit, t => t.Id, TrackAnswer.Of);

    private static async Task<Page<MatchAnswer>> MatchesAsync(ClaimsPrincipal user, MatchStore matches, CancellationToken cancellationToken) =>
        new(await matches.ListAsync(user.RequiredId(), cancellationToken), null);

    private static async Task<TrackAnswer> FindAsync(string id, ClaimsPrincipal user, TrackStore tracks, CancellationToken cancellationToken) =>
        TrackAnswer.Of(await RequireAsync(tracks, user, id, cancellationToken));

    private static async Task<IResult> AnalysisAsync(string id, ClaimsPrincipal user, TrackStore tracks, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var track = await RequireAsync(tracks, user, id, cancellationToken);
        return await BlobAnswer.OpenAsync(blobs, BlobKey.Track(track.UserId, id) + "analysis.json", "application/json", cancellationToken)
            ?? throw NotReady(track, "analysis");
    }

    private static async Task<IResult> AudioAsync(string id, ClaimsPrincipal user, TrackStore tracks, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var track = await RequireAsync(tracks, user, id, cancellationToken);
        return await BlobAnswer.OpenAsync(
            blobs, $"{BlobKey.Track(track.UserId, id)}source.{track.Format}", AudioSniffer.MediaTypeOf(track.Format), cancellationToken) ?? throw ApiProblem.NotFound("file");
    }

    private static async Task<IResult> StemAsync(string id, string stem, ClaimsPrincipal user, TrackStore tracks, IBlobStore blobs, CancellationToken cancellationToken)
    {
        var track = await RequireAsync(tracks, user, id, cancellationToken);
        if (!StemNames.Contains(stem))
        {
            throw ApiProblem.NotFound("stem");
        }

        return await BlobAnswer.OpenAsync(blobs, $"{BlobKey.Track(track.UserId, id)}stems/{stem}.flac", "audio/flac", cancellationToken) ?? throw NotReady(track, "stem");
    }

    private static async Task<IResult> DeleteAsync(
        string id, ClaimsPrincipal user, TrackStore tracks, IBlobStore blobs, RunningJobs running, CancellationToken cancellationToken)
    {
        if (!await tracks.DeleteAsync(user.RequiredId(), id, cancellationToken))
        {
            throw ApiProblem.NotFound("track");
        }

        running.StopFor(id);
        await blobs.DeleteAsync(BlobKey.Track(user.RequiredId(), id), CancellationToken.None);
        return Results.NoContent();
    }

    private static ApiProblem NotReady(Track track, string what) => track.Status == TrackStatus.Unusable
        ? ApiProblem.Conflict("unusable", track.Error ?? "The track cannot be used.")
        : ApiProblem.Conflict("not_ready", $"The {what} is not ready yet; the track's status and stems tell when it is.");

    private static async Task<Track> RequireAsync(TrackStore tracks, ClaimsPrincipal user, string id, CancellationToken cancellationToken) =>
        await tracks.FindAsync(user.RequiredId(), id, cancellationToken) ?? throw ApiProblem.NotFound("track");
}
