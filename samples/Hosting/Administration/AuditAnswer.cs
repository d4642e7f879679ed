using Mashup.Hosting.Accounts;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Administration;

/// <summary>Something that happened to an account.</summary>
/// <param name="Id">Names the record.</param>
/// <param name="At">When.</param>
/// <param name="Event">The call.</param>
/// <param name="Outcome">Its HTTP status.</param>
/// <param name="Subject">Keyed hash of who; the same for the same.</param>
/// <param name="Address">Keyed hash of where from.</param>
/// <param name="TraceId">Finds it in the log.</param>
internal sealed record AuditAnswer(string Id, DateTime At, string Event, string Outcome, string Subject, string Address, string? TraceId)
{
    public static AuditAnswer Of(AuditRow row) => new(row.Id, Clock.ToUtc(row.At), row.Event, row.Outcome, row.Subject, row.Address, row.TraceId);
}
