namespace Mashup.Hosting.Accounts;

/// <summary>How accounts are made and kept.</summary>
internal sealed class AccountOptions
{
    /// <summary>Whether an address must be confirmed by mail before it may sign in.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool RequireConfirmedEmail { get; set; }

    /// <summary>Failures in a row that lock an account.</summary>
    /// <value>The default value is 5.</value>
    public int FailuresToLock { get; set; } = 5;

    /// <summary>How long it stays locked.</summary>
    /// <value>The default value is 15 minutes.</value>
    public TimeSpan LockedFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a bearer token lives.</summary>
    /// <value>The default value is 1 hour.</value>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);
}
