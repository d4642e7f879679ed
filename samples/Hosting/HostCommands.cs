using Mashup.Hosting.Accounts;
using Mashup.Hosting.Backup;
using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting;

/// <summary>What the web host's program does beside serving: <c>admin EMAIL</c>, <c>backup FILE</c>, <c>restore FILE</c>.</summary>
public static class HostCommands
{
    private const int Failed = 3;
    private const string Usage = "usage: web [--urls URLS] | web admin EMAIL | web backup FILE | web restore FILE";

    /// <summary>The settings among the arguments: what follows a command and the file or address that it is about.</summary>
    /// <param name="args">The program's arguments.</param>
    public static string[] SettingsIn(string[] args) => args is ["admin" or "backup" or "restore", _, .. var settings] ? settings : args;

    /// <summary>Does what the arguments ask for, or else serves until the host is stopped.</summary>
    /// <param name="app">The web host, built and mapped.</param>
    /// <param name="args">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(this WebApplication app, string[] args)
    {
        try
        {
            switch (args)
            {
                case ["admin", { } email, ..]:
                    await app.Services.GetRequiredService<Migrations>().ApplyAsync(CancellationToken.None);
                    return await PromoteAsync(app.Services, email);
                case ["backup", { } file, ..]:
                    await app.Services.GetRequiredService<Migrations>().ApplyAsync(CancellationToken.None);
                    return Say(await app.Services.GetRequiredService<BackupWriter>().WriteAsync(file, CancellationToken.None));
                case ["restore", { } file, ..]:
                    await app.Services.GetRequiredService<Migrations>().ApplyAsync(CancellationToken.None);
                    return Say(await app.Services.GetRequiredService<BackupReader>().RestoreAsync(file, CancellationToken.None));
                case ["--help" or "-h" or "-?" or "help", ..]:
                    return Say(Usage);
                case ["admin" or "backup" or "restore"]:
                    await Console.Error.WriteLineAsync(Usage);
                    return 2;
                default:
                    await app.RunAsync();
                    return 0;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    private static async Task<int> PromoteAsync(IServiceProvider services, string email)
    {
        if (await services.GetRequiredService<AccountStore>().PromoteAsync(email, CancellationToken.None))
        {
            return Say($"{email} is an administrator from the next sign-in on.");
        }

        await Console.Error.WriteLineAsync($"There is no account {email}; register it first.");
        return Failed;
    }

    private static int Say(string text)
    {
        Console.WriteLine(text);
        return 0;
    }
}
