using System.Security.Cryptography;
using System.Text;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;

namespace Mashup.Hosting.Http;

/// <summary>A POST with an <c>Idempotency-Key</c> is done once: the same key and body get the same answer for 24 hours, another body is refused.</summary>
/// <remarks>
/// <list type="number">
/// <item>Hash method, path and body; the boundary of a form does not count, since clients choose a new one each time.</item>
/// <item>Take the key with an insert that only one request can win; the others replay its answer, or are told that it is still being made.</item>
/// <item>Keep the answer, encrypted. Refusals and server errors are not kept: tried again, they may have lost their reason.</item>
/// </list>
/// </remarks>
internal sealed class Idempotency(RequestDelegate next, Database database, IDataProtectionProvider protection, TimeProvider time, HostingOptions options)
{
    private const string HeaderName = "Idempotency-Key";
    private const int LongestKey = 200;
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(10);
    private const int FormBytes = 16 * 1024;

    private readonly IDataProtector _protector = protection.CreateProtector(HeaderName);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.Headers.TryGetValue(HeaderName, out var header))
        {
            await next(context);
            return;
        }

        var key = header.ToString();
        if (key.Length is 0 or > LongestKey)
        {
            throw ApiProblem.Invalid(HeaderName, $"{HeaderName} has 1 to {LongestKey} characters.");
        }

        var owner = context.User.Id() ?? "address " + context.Connection.RemoteIpAddress;
        var fingerprint = await FingerprintAsync(context.Request, context.RequestAborted);
        if (await TakeAsync(owner, key, fingerprint, context.RequestAborted))
        {
            await DoAsync(context, owner, key);
        }
        else
        {
            await ReplayAsync(context, owner, key, fingerprint);
        }
    }

    // A key whose first request never ended, because its host died, is free again after a while.
    private async Task<bool> TakeAsync(string owner, string key, string fingerprint, CancellationToken cancellationToken) => await database.ExecuteAsync(
        """
        insert into idempotency (owner, request_key, fingerprint, created_at) values (@owner, @key, @fingerprint, @now)
        on conflict (owner, request_key) do update set created_at = @now
            where idempotency.status is null and idempotency.fingerprint = @fingerprint and idempotency.created_at < @abandoned
        """,
        new { owner, key, fingerprint, now = time.Milliseconds(), abandoned = time.Milliseconds() - (long)LongestRequest.TotalMilliseconds },
        cancellationToken) == 1;

    private async Task DoAsync(HttpContext context, string owner, string key)
    {
        var response = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        var kept = false;
        try
        {
            await next(context);
            kept = context.Response.StatusCode < StatusCodes.Status500InternalServerError;
        }
        finally
        {
            context.Response.Body = response;
            await (kept ? KeepAsync(context.Response, copy, owner, key)
                : database.ExecuteAsync("delete from idempotency where owner = @owner and request_key = @key", new { owner, key }));
        }

        copy.Position = 0;
        await copy.CopyToAsync(response, context.RequestAborted);
    }

    private Task<int> KeepAsync(HttpResponse response, MemoryStream body, string owner, string key) => database.ExecuteAsync(
        "update idempotency set status = @status, content_type = @type, location = @location, body = @body where owner = @owner and request_key = @key",
        new
        {
            owner, key, status = response.StatusCode, type = response.ContentType, location = response.Headers.Location.ToString(),
            body = Convert.ToBase64String(_protector.Protect(body.ToArray())),
        });

    private async Task ReplayAsync(HttpContext context, string owner, string key, string fingerprint)
    {
        var done = await database.FirstAsync<Replay>(
            "select fingerprint, status, content_type, location, body from idempotency where owner = @owner and request_key = @key", new { owner, key }, context.RequestAborted);
        if (done is not null && done.Fingerprint != fingerprint)
        {
            throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was used for another request.");
        }

        if (done?.Status is not { } status)
        {
            throw new ApiProblem(StatusCodes.Status409Conflict, "in_progress", "The first request with this Idempotency-Key is still being done.") { RetryAfter = 1 };
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = done.ContentType;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        if (done.Location is { Length: > 0 } location)
        {
            context.Response.Headers.Location = location;
        }

        await context.Response.Body.WriteAsync(_protector.Unprotect(Convert.FromBase64String(done.Body!)), context.RequestAborted);
    }

    private async Task<string> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering(1 << 16, options.Tracks.MaxBytes + FormBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        try
        {
            await FormFingerprint.AppendAsync(hash, request, cancellationToken);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw ApiProblem.Limit(StatusCodes.Status413PayloadTooLarge, "too_large", "The request is larger than the limit.", options.Tracks.MaxBytes);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private sealed class Replay
    {
        public string Fingerprint { get; init; } = "";

        public int? Status { get; init; }

        public string? ContentType { get; init; }

        public string? Location { get; init; }

        public string? Body { get; init; }
    }
}
