using System.Threading.RateLimiting;
using Mashup.Hosting.Accounts;
using Microsoft.AspNetCore.RateLimiting;

namespace Mashup.Hosting.Http;

/// <summary>A bucket of tokens for every user, and one for every address that is not signed in.</summary>
internal static class RateLimiting
{
    public static IServiceCollection AddRateLimiting(this IServiceCollection services, RateLimitOptions limits) => services.AddRateLimiter(o =>
    {
        o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            !context.Request.Path.StartsWithSegments("/api") ? RateLimitPartition.GetNoLimiter("")
            : context.User.Id() is { } user ? Bucket("user " + user, limits.UserBurst, limits.UserPerSecond)
            : Bucket("address " + context.Connection.RemoteIpAddress, limits.AddressBurst, limits.AddressPerSecond));
        o.OnRejected = RejectAsync;
    });

    private static RateLimitPartition<string> Bucket(string key, int burst, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = true,
    });

    private static ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
        throw new ApiProblem(StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests; wait as long as Retry-After says.")
        {
            RetryAfter = (int)Math.Max(1, Math.Ceiling(wait.TotalSeconds)),
        };
    }
}
