namespace Mashup.Hosting.Administration;

/// <summary>An account and what it takes.</summary>
internal sealed class UserRow
{
    public string Id { get; init; } = "";

    public string Email { get; init; } = "";

    public string UserName { get; init; } = "";

    public string Role { get; init; } = "";

    public bool EmailConfirmed { get; init; }

    public long? LockoutEnd { get; init; }

    public long CreatedAt { get; init; }

    public long? LastDay { get; init; }

    public long Tracks { get; init; }

    public long Mashups { get; init; }

    public long ActiveJobs { get; init; }

    public long Bytes { get; init; }

    public double Cost { get; init; }
}
