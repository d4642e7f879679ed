using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Administration;

/// <summary>A process that runs jobs.</summary>
/// <param name="Id">Names the process.</param>
/// <param name="Host">Its machine.</param>
/// <param name="Slots">Jobs it runs at a time.</param>
/// <param name="Running">Jobs it runs now.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="SeenAt">When it last said that it lives.</param>
/// <param name="IsAlive">Whether that is recent enough.</param>
internal sealed record WorkerAnswer(string Id, string Host, int Slots, int Running, DateTime StartedAt, DateTime SeenAt, bool IsAlive)
{
    public static WorkerAnswer Of(WorkerRow row, long alive) =>
        new(row.Id, row.Host, row.Slots, row.Running, Clock.ToUtc(row.StartedAt), Clock.ToUtc(row.SeenAt), row.SeenAt > alive);
}
