namespace Mashup.Hosting.Accounts;

/// <summary>A row of <c>sessions</c>: one sign-in.</summary>
internal sealed class Session
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Client { get; init; } = "";

    public long CreatedAt { get; init; }

    public long SeenAt { get; init; }
}
