using System.Collections.Concurrent;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary>Notes on which days users were here: one row a day and user, whatever they do.</summary>
internal sealed class ActiveDays(Database database, TimeProvider time)
{
    private const long DayMilliseconds = 24L * 60 * 60 * 1000;
    private readonly ConcurrentDictionary<string, long> _noted = new();

    public static long DayOf(long milliseconds) => milliseconds / DayMilliseconds;

    public async ValueTask NoteAsync(string userId, CancellationToken cancellationToken)
    {
        var day = DayOf(time.Milliseconds());
        if (_noted.TryGetValue(userId, out var noted) && noted == day)
        {
            return;
        }

        _noted[userId] = day;
        await database.ExecuteAsync(
            "insert into activity (user_id, day) select id, cast(@day as bigint) from users where id = @userId on conflict do nothing", new { userId, day }, cancellationToken);
    }
}
