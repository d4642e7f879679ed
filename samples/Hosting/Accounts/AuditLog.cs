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
