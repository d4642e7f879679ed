using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary>Remembers what happened to accounts, without saying whose they are: people and addresses stand as keyed hashes.</summary>
internal sealed class AuditLog(Database database, TimeProvider time, HostingOptions options)
{
    private const int KeyBytes = 32;
    private readonly Lazy<byte[]> _key = new(() => ReadOrMakeKey(options.InData("keys/audit.key")));

    public Task WriteAsync(string what, string outcome, string? subject, string? address, CancellationToken cancellationToken) => database.ExecuteAsync(
        "insert into audit (id, at, event, outcome, subject, address, trace_id) values (@id, @at, @what, @outcome, @subject, @address, @trace)",
        new
        {
            id = time.NewId(),
            at = time.Milliseconds(),
            what,
            outcome,
            subject = Hash(subject),
            address = Hash(address),
            trace = Activity.Current?.TraceId.ToString(),
        },
        cancellationToken);

    /// <summary>Records, newest first.</summary>
    /// <param name="who">An address or an id: what happened to that account.</param>
    /// <param name="from">Not before.</param>
    /// <param name="to">Before.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="rows">How many.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    public async Task<IReadOnlyList<AuditRow>> ListAsync(string? who, DateTime? from, DateTime? to, string? after, int rows, CancellationToken cancellationToken)
    {
        // Calls that nobody was signed in for stand under the address, the others under the account's id.
        var id = who is null ? null
            : await database.FirstAsync<string>("select id from users where normalized_email = @email", new { email = who.ToUpperInvariant() }, cancellationToken);
        return await database.QueryAsync<AuditRow>(
            """
            select id, at, event, outcome, subject, address, trace_id from audit
            where (@after = '' or id < @after) and at >= @from and at < @to and (@subject = '' or subject = @subject or subject = @account)
            order by id desc limit @rows
            """,
            new { after = after ?? "", from = Bound(from, 0), to = Bound(to, long.MaxValue), subject = Hash(who), account = Hash(id ?? who), rows },
            cancellationToken);
    }

    private static long Bound(DateTime? at, long otherwise) => at is { } time ? new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeMilliseconds() : otherwise;

    private string Hash(string? text) => string.IsNullOrEmpty(text) ? ""
        : Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(text.ToUpperInvariant()))[..16]);

    private static byte[] ReadOrMakeKey(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using var made = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            made.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made before, here or by another host that shares the folder.
        }

        return File.ReadAllBytes(path);
    }
}
