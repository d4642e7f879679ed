using System.Collections.Concurrent;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary>The table <c>sessions</c>: cookies and tokens name a row of it, and hold for as long as that is there.</summary>
/// <remarks>This host looks again after <see cref="TrustedFor"/>: a session that another host ended lives here for so long at most, one that this host ended not at all.</remarks>
internal sealed class Sessions(Database database, TimeProvider time)
{
    /// <summary>The claim that names the session.</summary>
    public const string ClaimType = "sid";

    private const int MostTrusted = 100_000;
    private const int LongestClient = 200;
    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(15);

    private readonly ConcurrentDictionary<string, (long LookedAt, long NotedAt)> _trusted = new();

    public async Task<string> BeginAsync(string userId, string kind, string? client, CancellationToken cancellationToken)
    {
        var (id, now) = (time.NewId(), time.Milliseconds());
        await database.ExecuteAsync(
            "delete from sessions where user_id = @userId and seen_at < @old", new { userId, old = now - (long)KeptFor.TotalMilliseconds }, cancellationToken);
        await database.ExecuteAsync(
            "insert into sessions (id, user_id, kind, client, created_at, seen_at) values (@id, @userId, @kind, @client, @now, @now)",
            new { id, userId, kind, client = Shown(client), now },
            cancellationToken);
        return id;
    }

    /// <summary>Whether a session still holds.</summary>
    public async ValueTask<bool> HoldsAsync(string userId, string? id, CancellationToken cancellationToken)
    {
        var now = time.Milliseconds();
        if (id is null)
        {
            return false;
        }

        if (_trusted.TryGetValue(id, out var known) && now - known.LookedAt < TrustedFor.TotalMilliseconds)
        {
            return true;
        }

        var isNoteDue = now - known.NotedAt > NotedEvery.TotalMilliseconds;
        var holds = isNoteDue
            ? await database.ExecuteAsync("update sessions set seen_at = @now where id = @id and user_id = @userId", new { id, userId, now }, cancellationToken) == 1
            : await database.FirstAsync<int>("select count(*) from sessions where id = @id and user_id = @userId", new { id, userId }, cancellationToken) == 1;
        if (!holds)
        {
            _trusted.TryRemove(id, out _);
            return false;
        }

        if (_trusted.Count > MostTrusted)
        {
            _trusted.Clear();
        }

        _trusted[id] = (now, isNoteDue ? now : known.NotedAt);
        return true;
    }

    public Task<IReadOnlyList<Session>> ListAsync(string userId, CancellationToken cancellationToken) => database.QueryAsync<Session>(
        "select id, kind, client, created_at, seen_at from sessions where user_id = @userId order by seen_at desc, id desc", new { userId }, cancellationToken);

    /// <summary>Ends one session; <see langword="false"/> where the user has no such.</summary>
    public async Task<bool> EndAsync(string userId, string id, CancellationToken cancellationToken)
    {
        var ended = await database.ExecuteAsync("delete from sessions where id = @id and user_id = @userId", new { id, userId }, cancellationToken) == 1;
        _trusted.TryRemove(id, out _);
        return ended;
    }

    /// <summary>Ends a user's sessions, but for one.</summary>
    public async Task EndOthersAsync(ISql sql, string userId, string? kept, CancellationToken cancellationToken)
    {
        if (await sql.ExecuteAsync("delete from sessions where user_id = @userId and id <> @kept", new { userId, kept = kept ?? "" }, cancellationToken) > 0)
        {
            LookAgain();
        }
    }

    /// <summary>Trusts nothing that was looked up before.</summary>
    public void LookAgain() => _trusted.Clear();

    private static string Shown(string? client)
    {
        var text = string.Concat((client ?? "").Where(c => !char.IsControl(c))).Trim();
        return text.Length > LongestClient ? text[..LongestClient] : text;
    }
}
