using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Storage.Sql;
using Mashup.Hosting.Work;

namespace Mashup.Hosting.Accounts;

/// <summary>Deletes an account with everything in it: rows first, so that nothing new begins, then files.</summary>
internal sealed class Erasure(Database database, IBlobStore blobs, RunningJobs running, Engines engines, Sessions sessions, HostingOptions options)
{
    public async Task EraseAsync(string userId)
    {
        await database.TransactAsync(async sql =>
        {
            // Records of what the service did stay, but no longer say for whom.
            await sql.ExecuteAsync("update events set user_id = null, subject = null where user_id = @userId", new { userId });
            await sql.ExecuteAsync("delete from idempotency where owner = @userId", new { userId });
            await sql.ExecuteAsync("update founder set user_id = '' where user_id = @userId", new { userId });
            return await sql.ExecuteAsync("delete from users where id = @userId", new { userId });
        });
        sessions.LookAgain();
        running.StopForUser(userId);
        await blobs.DeleteAsync(BlobKey.User(userId), CancellationToken.None);
        engines.Forget(userId);
        var mails = FileMailSender.FolderOf(options, userId);
        if (Directory.Exists(mails))
        {
            Directory.Delete(mails, recursive: true);
        }
    }
}
