using System.Text.Json;

namespace Mashup.Hosting.Jobs;

/// <summary>Answers with server-sent events: one message per change, numbered by the job's version, a comment as heartbeat, and <c>event: end</c> at the end.</summary>
internal sealed class JobEventStream(IAsyncEnumerable<Job> changes, QueueForecast forecast, TimeSpan heartbeat) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";

        // A proxy that collects answers would keep events back.
        response.Headers["X-Accel-Buffering"] = "no";
        var cancellationToken = httpContext.RequestAborted;
        await using var reader = changes.GetAsyncEnumerator(cancellationToken);
        var next = reader.MoveNextAsync().AsTask();
        await SendAsync(response, "retry: 2000\n\n", cancellationToken);
        try
        {
            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(heartbeat, cancellationToken)) != next)
                {
                    await SendAsync(response, ": heartbeat\n\n", cancellationToken);
                }
                else if (await next)
                {
                    await SendAsync(response, await DescribeAsync(reader.Current, cancellationToken), cancellationToken);
                    next = reader.MoveNextAsync().AsTask();
                }
                else
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader must not be asked for more while it is being let go.
            await next.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task<string> DescribeAsync(Job job, CancellationToken cancellationToken)
    {
        var data = JsonSerializer.Serialize(JobAnswer.Of(job, await forecast.PlaceOfAsync(job, cancellationToken)), JsonSerializerOptions.Web);
        var message = FormattableString.Invariant($"id: {job.Version}\ndata: {data}\n\n");
        return JobStatus.IsTerminal(job.Status) ? message + FormattableString.Invariant($"id: {job.Version}\nevent: end\ndata: {data}\n\n") : message;
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
