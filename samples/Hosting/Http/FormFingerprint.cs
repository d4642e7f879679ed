using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Mashup.Hosting.Http;

/// <summary>Hashes a request's body; of a form its parts, without what clients choose anew each time.</summary>
internal static class FormFingerprint
{
    public static async Task AppendAsync(IncrementalHash hash, HttpRequest request, CancellationToken cancellationToken)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary)
        {
            var reader = new MultipartReader(boundary.Value!, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(section.ContentDisposition + "\n"));
                await AppendAsync(hash, section.Body, cancellationToken);
            }
        }
        else
        {
            await AppendAsync(hash, request.Body, cancellationToken);
        }
    }

    private static async Task AppendAsync(IncrementalHash hash, Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }
    }
}
