using Mashup.Hosting.Accounts;
using Mashup.Hosting.Http;

namespace Mashup.Hosting.Administration;

/// <summary><c>/admin/audit</c>: what happened to accounts. It names nobody; who knows an address can ask for what it did.</summary>
internal static class AuditEndpoints
{
    private static readonly string[] Columns = ["id", "at", "event", "outcome", "subject", "address", "traceId"];

    public static void MapAudit(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/audit", ListAsync).WithSummary("What happened to accounts, newest first").Produces<Page<AuditAnswer>>();

    private static async Task<IResult> ListAsync(
        HttpRequest request, string? who, DateTime? from, DateTime? to, string? format, int? limit, string? after, AuditLog log, CancellationToken cancellationToken)
    {
        var rows = await log.ListAsync(who, from, to, after, Page<AuditAnswer>.RowsFor(limit), cancellationToken);
        var page = Page<AuditAnswer>.Of(rows, limit, r => r.Id, AuditAnswer.Of);
        return !Tables.AreWanted(request, format) ? Results.Json(page) : Tables.Answer(
            "audit.csv", Columns, page.Items.Select(a => (object?[])[a.Id, a.At, a.Event, a.Outcome, a.Subject, a.Address, a.TraceId]));
    }
}
