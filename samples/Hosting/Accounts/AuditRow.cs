namespace Mashup.Hosting.Accounts;

/// <summary>A row of <c>audit</c>.</summary>
internal sealed class AuditRow
{
    public string Id { get; init; } = "";

    public long At { get; init; }

    public string Event { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Address { get; init; } = "";

    public string? TraceId { get; init; }
}
