using System.Security.Claims;
using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Telemetry;
using Mashup.Hosting.Tracks;

namespace Mashup.Hosting.Mashups;

/// <summary>Audio, downloads and peaks of a mashup.</summary>
internal static class MashupFileEndpoints
{
    public static void MapMashupFiles(this IEndpointRouteBuilder mashups)
    {
        mashups.MapGet("/{id}/audio", AudioAsync).WithSummary("Listen: MP3, in ranges");
        mashups.MapGet("/{id}/download", DownloadAsync).WithSummary("Download: mp3, wav or flac");
        mashups.MapGet("/{id}/peaks", PeaksAsync).WithSummary("Waveform to draw");
    }

    private static async Task<IResult> AudioAsync(string id, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, CancellationToken cancellationToken) =>
        await OpenAsync(await mashups.RequireAsync(user, id, cancellationToken), blobs, "audio.mp3", "audio/mpeg", null, cancellationToken);

    private static async Task<IResult> PeaksAsync(string id, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, CancellationToken cancellationToken) =>
        await OpenAsync(await mashups.RequireAsync(user, id, cancellationToken), blobs, "peaks.json", "application/json", null, cancellationToken);

    private static async Task<IResult> DownloadAsync(
        string id, string? format, ClaimsPrincipal user, MashupStore mashups, IBlobStore blobs, EventJournal events, CancellationToken cancellationToken)
    {
        var chosen = (format ?? "mp3").ToLowerInvariant();
        if (chosen is not ("mp3" or "wav" or "flac"))
        {
            throw ApiProblem.Invalid("format", "format is mp3, wav or flac.");
        }

        var mashup = await mashups.RequireAsync(user, id, cancellationToken);
        var answer = await OpenAsync(mashup, blobs, "audio." + chosen, AudioSniffer.MediaTypeOf(chosen), FileName(mashup, chosen), cancellationToken);
        await events.DownloadedAsync(mashup, chosen, cancellationToken);
        return answer;
    }

    private static async Task<IResult> OpenAsync(
        MashupRow mashup, IBlobStore blobs, string file, string mediaType, string? downloadName, CancellationToken cancellationToken)
    {
        var answer = mashup.Revision == 0 ? null
            : await BlobAnswer.OpenAsync(blobs, BlobKey.Revision(mashup.UserId, mashup.Id, mashup.Revision) + file, mediaType, cancellationToken, downloadName);
        return answer ?? throw ApiProblem.Conflict("not_ready", $"The mashup is {mashup.Status}; it can be heard when it is ready.");
    }

    // A title comes from names of files that users chose; nothing in it may mean anything to a file system.
    public static string FileName(MashupRow mashup, string format)
    {
        var title = string.Concat(mashup.Title.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '(' or ')' or '×' or '\'' or '.' ? c : '_')).Trim(' ', '.');
        return FormattableString.Invariant($"{title} {Clock.ToUtc(mashup.CreatedAt):yyyy-MM-dd HH-mm}.{format}");
    }
}
