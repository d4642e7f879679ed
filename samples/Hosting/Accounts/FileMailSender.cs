using System.Net;
using Mashup.Hosting.Storage.Sql;
using Microsoft.AspNetCore.Identity;

namespace Mashup.Hosting.Accounts;

/// <summary>Writes mails as files into <c>mail</c> in the data folder; register another <see cref="IEmailSender{TUser}"/> to send them.</summary>
internal sealed class FileMailSender(HostingOptions options, TimeProvider time) : IEmailSender<Account>
{
    /// <summary>Where the mails to one account lie; they go with it.</summary>
    public static string FolderOf(HostingOptions options, string userId) => options.InData(Path.Combine("mail", userId));

    /// <inheritdoc/>
    public Task SendConfirmationLinkAsync(Account user, string email, string confirmationLink) =>
        WriteAsync(user, email, "Confirm your address", "Open this link to confirm your address: " + WebUtility.HtmlDecode(confirmationLink));

    /// <inheritdoc/>
    public Task SendPasswordResetLinkAsync(Account user, string email, string resetLink) =>
        WriteAsync(user, email, "Set a new password", "Open this link to set a new password: " + WebUtility.HtmlDecode(resetLink));

    /// <inheritdoc/>
    public Task SendPasswordResetCodeAsync(Account user, string email, string resetCode) =>
        WriteAsync(user, email, "Set a new password", "Your code to set a new password: " + WebUtility.HtmlDecode(resetCode) + PageFor(email, WebUtility.HtmlDecode(resetCode)));

    // Only a configured address is put into mails: the one that a request names may be an attacker's.
    private string PageFor(string email, string code) => options.Address is not { } address ? ""
        : $"\r\nOr open {address.AbsoluteUri.TrimEnd('/')}/reset?email={Uri.EscapeDataString(email)}&code={Uri.EscapeDataString(code)}";

    private async Task WriteAsync(Account user, string email, string subject, string text)
    {
        var folder = Directory.CreateDirectory(FolderOf(options, user.Id)).FullName;
        var mail = $"To: {OneLine(email)}\r\nSubject: {subject}\r\nDate: {time.GetUtcNow():R}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n";
        await File.WriteAllTextAsync(Path.Combine(folder, time.NewId() + ".eml"), mail);
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
