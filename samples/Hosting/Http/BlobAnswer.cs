using Mashup.Hosting.Storage.Blobs;
using Microsoft.Net.Http.Headers;

namespace Mashup.Hosting.Http;

/// <summary>Answers with a file, whole or in ranges.</summary>
internal static class BlobAnswer
{
    /// <summary>The file under a key, or <see langword="null"/> where there is none.</summary>
    /// <param name="blobs">Where it is kept.</param>
    /// <param name="key">Its key; a file never changes under its key while it is served, so the key makes its ETag.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="cancellationToken">Stops opening it.</param>
    /// <param name="downloadName">Name to save it under; without one a browser plays it.</param>
    public static async Task<IResult?> OpenAsync(
        IBlobStore blobs, string key, string mediaType, CancellationToken cancellationToken, string? downloadName = null)
    {
        var content = await blobs.OpenAsync(key, cancellationToken);
        return content is null ? null
            : Results.Stream(content, mediaType, downloadName, entityTag: Tag(key, content.Length), enableRangeProcessing: true);
    }

    private static EntityTagHeaderValue Tag(string key, long length) => new(
        $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{key} {length}")))[..12])}\"");
}
