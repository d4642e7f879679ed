using Mashup.Hosting.Http;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Mashup.Hosting.Tracks;

/// <summary>Takes one uploaded file. Nothing is written before it is known to be audio, and nothing beyond the limit.</summary>
internal sealed class TrackUpload(TrackStore tracks, IBlobStore blobs, TimeProvider time, HostingOptions options)
{
    private const int LongestName = 200;

    // Boundaries and headers of the form around the file.
    private const int FormBytes = 16 * 1024;

    public async Task<Track> ReceiveAsync(string userId, HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = options.Tracks.MaxBytes;
        if (request.ContentLength > limit + FormBytes)
        {
            throw TooLarge(limit);
        }

        if (await tracks.CountAsync(userId, cancellationToken) >= options.Tracks.MaxTracks)
        {
            throw TrackStore.Full(options.Tracks.MaxTracks);
        }

        var (fileName, content) = await FilePartAsync(request, cancellationToken);
        var header = new byte[AudioSniffer.HeaderBytes];
        var read = await content.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        var format = AudioSniffer.FormatOf(header.AsSpan(0, read))
            ?? throw new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_file_type", "Unsupported file type: send WAV, MP3, FLAC, OGG or M4A.");
        return await KeepAsync(userId, fileName, format, new LimitedStream(header.AsMemory(0, read), content, limit), cancellationToken);
    }

    private async Task<Track> KeepAsync(string userId, string fileName, string format, LimitedStream content, CancellationToken cancellationToken)
    {
        var id = time.NewId();
        var folder = BlobKey.Track(userId, id);
        try
        {
            await blobs.WriteAsync(folder + "source." + format, content, cancellationToken);
            var track = new Track
            {
                Id = id,
                UserId = userId,
                FileName = fileName,
                Format = format,
                Bytes = content.Passed,
                Sha256 = content.Hash(),
                CreatedAt = time.Milliseconds(),
            };
            await tracks.AddAsync(track, cancellationToken);
            return track;
        }
        catch (Exception e)
        {
            await blobs.DeleteAsync(folder, CancellationToken.None);
            if (content.IsOverLimit)
            {
                throw TooLarge(options.Tracks.MaxBytes);
            }

            // The connection broke, or the form ended before its end.
            if (e is IOException and not BadHttpRequestException)
            {
                throw new BadHttpRequestException("The upload was cut short.", e);
            }

            throw;
        }
    }

    private static async Task<(string FileName, Stream Content)> FilePartAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            throw new ApiProblem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send multipart/form-data with a part named file.");
        }

        var reader = new MultipartReader(boundary.Value!, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition() && disposition.Name == "file")
            {
                return (CleanName((disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? ""), section.Body);
            }
        }

        throw ApiProblem.Invalid("file", "The form has no part named file.");
    }

    /// <summary>A name to show and nothing else: no folders, no control characters, no end.</summary>
    private static string CleanName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var visible = string.Concat(last.EnumerateRunes()
            .Where(r => System.Text.Rune.GetUnicodeCategory(r) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.Surrogate or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator) && r.Value != 0xFFFD)
            .Take(LongestName)
            .Select(r => r.ToString())).Trim(' ', '.');
        return visible.Length > 0 ? visible : "untitled";
    }

    private static ApiProblem TooLarge(long limit) => ApiProblem.Limit(
        StatusCodes.Status413PayloadTooLarge, "too_large", FormattableString.Invariant($"A file may have {limit / 1_000_000.0:0.#} MB at most."), limit);
}
