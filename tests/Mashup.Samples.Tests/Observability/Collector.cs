using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mashup.Samples.Tests.Observability;

/// <summary>Receives traces and metrics over OTLP/HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _received = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", async request => Spans.AddRange(SpansOf(await KeepAsync(request))));
        _app.MapPost("/v1/metrics", async context => { await KeepAsync(context); });
    }

    public ConcurrentSpans Spans { get; } = new();

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Everything that was received, as Latin-1, to search for what must not be there.</summary>
    public string Everything => string.Concat(_received.Select(System.Text.Encoding.Latin1.GetString));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<byte[]> KeepAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue(body.ToArray());
        return body.ToArray();
    }

    // ExportTraceServiceRequest.resource_spans.scope_spans.spans, as opentelemetry-proto numbers them.
    private static IEnumerable<Span> SpansOf(byte[] request) =>
        from resource in Protobuf.All(request, 1)
        let service = Protobuf.All(resource, 1).SelectMany(r => Protobuf.All(r, 1)).Where(a => Protobuf.Text(a, 1) == "service.name")
            .Select(a => Protobuf.Text(Protobuf.All(a, 2).First(), 1)).FirstOrDefault() ?? ""
        from scope in Protobuf.All(resource, 2)
        from span in Protobuf.All(scope, 2)
        select new Span(
            service, Protobuf.Text(span, 5), Convert.ToHexStringLower(Protobuf.All(span, 1).First().Span), Convert.ToHexStringLower(Protobuf.All(span, 2).First().Span),
            Convert.ToHexStringLower(Protobuf.All(span, 4).FirstOrDefault().Span));

    /// <summary>Spans that were received, from any thread.</summary>
    internal sealed class ConcurrentSpans
    {
        private readonly ConcurrentQueue<Span> _spans = new();

        public IReadOnlyList<Span> All => [.. _spans];

        public void AddRange(IEnumerable<Span> spans)
        {
            foreach (var span in spans)
            {
                _spans.Enqueue(span);
            }
        }
    }

    /// <summary>A span.</summary>
    internal sealed record Span(string Service, string Name, string Trace, string Id, string Parent);
}
