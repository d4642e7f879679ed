using System.Security.Claims;
using Mashup.Hosting.Accounts;
using Mashup.Hosting.Storage.Sql;
using Mashup.Samples.Tests.Service;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mashup.Samples.Tests.Load;

/// <summary>Many signed-in users, each with two analysed tracks, made without hashing a password or analysing a song for each of them.</summary>
internal sealed class Crowd(RunningService service, TestFolder data)
{
    private static readonly TimeSpan SignedInFor = TimeSpan.FromHours(1);

    /// <summary>Makes the users.</summary>
    /// <param name="count">How many.</param>
    /// <returns>An access token and the tracks of each.</returns>
    public async Task<IReadOnlyList<CrowdMember>> GatherAsync(int count)
    {
        using var model = await service.SignedInAsync("model@example.org");
        string[] tracks = [await model.AddTrackAsync(Tones.Short(1), "one.wav"), await model.AddTrackAsync(Tones.Short(2), "two.wav")];
        await model.WaitAsync("/jobs", page => page["items"]!.AsArray().All(j => (string)j!["status"]! == "succeeded"));
        var id = (string)(await model.GetAsync("/me")).Json["id"]!;
        var members = new List<CrowdMember>();
        for (var number = 0; number < count; number++)
        {
            members.Add(await CopyAsync(id, tracks, number));
        }

        return members;
    }

    private async Task<CrowdMember> CopyAsync(string model, string[] tracks, int number)
    {
        var database = service.Services.GetRequiredService<Database>();
        var (id, name) = (TimeProvider.System.NewId(), FormattableString.Invariant($"user{number}@load.example"));
        await database.ExecuteAsync(
            """
            insert into users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp, role, created_at)
            select @id, @name, upper(@name), @name, upper(@name), 1, password_hash, security_stamp, 'User', created_at from users where id = @model
            """,
            new { id, name, model });
        var copies = new List<string>();
        foreach (var track in tracks)
        {
            var copy = TimeProvider.System.NewId();
            await database.ExecuteAsync(
                """
                insert into tracks (id, user_id, file_name, format, bytes, sha256, status, duration_seconds, bpm, key_tonic, key_mode, key_camelot, stems, created_at)
                select @copy, @id, file_name, format, bytes, sha256, status, duration_seconds, bpm, key_tonic, key_mode, key_camelot, stems, created_at from tracks where id = @track
                """,
                new { copy, id, track });
            CopyFolder(data[$"blobs/users/{model}/tracks/{track}"], data[$"blobs/users/{id}/tracks/{copy}"]);
            copies.Add(copy);
        }

        CopyFolder(data[$"cache/{model}"], data[$"cache/{id}"]);
        return new CrowdMember(await SignInAsync(id), copies);
    }

    private async Task<string> SignInAsync(string user)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<AccountStore>().FindByIdAsync(user, default);
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account!);
        var session = await scope.ServiceProvider.GetRequiredService<Sessions>().BeginAsync(user, "token", "load", default);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(Sessions.ClaimType, session));
        var scheme = IdentityConstants.BearerScheme;
        var properties = new AuthenticationProperties { ExpiresUtc = TimeProvider.System.GetUtcNow() + SignedInFor };
        return scope.ServiceProvider.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(scheme)
            .BearerTokenProtector.Protect(new AuthenticationTicket(principal, properties, scheme + ":AccessToken"));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
