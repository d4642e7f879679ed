using System.IO.Compression;
using System.Security.Claims;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace Mashup.Hosting.Mashups;

/// <summary>The stems of a mashup: made when they are asked for, then one by one or all in a ZIP file.</summary>
internal static class MashupStemEndpoints
{
    public static void MapMashupStems(this IEndpointRouteBuilder mashups)
    {
        mashups.MapPost("/{id}/stems", MakeAsync).WithSummary("Make the stems of a mashup").Produces<GenerateAnswer>(StatusCodes.Status202Accepted).ProducesProblem(409);
        mashups.MapGet("/{id}/stems", AllAsync).WithSummary("All stems of a mashup, a ZIP file of FLAC files").ProducesProblem(409);
        mashups.MapGet("/{id}/stems/{stem}", OneAsync).WithSummary("One stem of a mashup: FLAC, in ranges").ProducesProblem(409);
    }

    private static async Task<IResult> MakeAsync(string id, ClaimsPrincipal user, MashupStore mashups, Generation generation, CancellationToken cancellationToken)
    {
        var answer = await generation.QueueStemsAsync(await mashups.RequireAsync(user, id, cancellationToken), cancellationToken);
        return Results.Accepted($"/api/v1/jobs/{answer.JobId}", answer);
    }

    private static async Task<IResult> OneAsync(
        string id, string stem, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, EventJournal events, CancellationToken cancellationToken)
    {
        var mashup = await RequireAsync(mashups, user, id, cancellationToken);
        if (!mashup.StemNames.Contains(stem))
        {
            throw ApiProblem.NotFound("stem");
        }

        var answer = await BlobAnswer.OpenAsync(blobs, KeyOf(mashup, stem), "audio/flac", cancellationToken, MashupFileEndpoints.FileName(mashup, stem + ".flac"))
            ?? throw NotMade();
        await events.DownloadedAsync(mashup, stem, cancellationToken);
        return answer;
    }

    private static async Task<IResult> AllAsync(
        string id, HttpContext context, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, EventJournal events, CancellationToken cancellationToken)
    {
        var mashup = await RequireAsync(mashups, user, id, cancellationToken);
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control)
        {
            // A ZIP entry writes the 24 bytes at its end as it is closed, which no asynchronous call does.
            control.AllowSynchronousIO = true;
        }

        await events.DownloadedAsync(mashup, "stems", cancellationToken);
        return Results.Stream(body => WriteAsync(body, mashup, blobs, cancellationToken), "application/zip", MashupFileEndpoints.FileName(mashup, "stems.zip"));
    }

    private static async Task WriteAsync(Stream body, MashupRow mashup, IBlobStore blobs, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var stem in mashup.StemNames)
        {
            if (await blobs.OpenAsync(KeyOf(mashup, stem), cancellationToken) is { } content)
            {
                await using (content)
                {
                    // FLAC does not get smaller.
                    await using var entry = await zip.CreateEntry(stem + ".flac", CompressionLevel.NoCompression).OpenAsync(cancellationToken);
                    await content.CopyToAsync(entry, cancellationToken);
                }
            }
        }
    }

    private static async Task<MashupRow> RequireAsync(MashupStore mashups, ClaimsPrincipal user, string id, CancellationToken cancellationToken)
    {
        var mashup = await mashups.RequireAsync(user, id, cancellationToken);
        return mashup.Stems.Length > 0 ? mashup : throw NotMade();
    }

    private static ApiProblem NotMade() => ApiProblem.Conflict("not_made", "The stems of this mashup have not been made; have them made by a POST to this address.");

    private static string KeyOf(MashupRow mashup, string stem) => $"{BlobKey.Stems(mashup.UserId, mashup.Id, mashup.Revision)}{stem}.flac";
}
