using Mashup.Hosting.Storage.Sql;

namespace Mashup.Hosting.Accounts;

/// <summary>A sign-in, to its owner.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Kind"><c>cookie</c> of a browser, or <c>token</c> of a program.</param>
/// <param name="Client">What signed in, as it calls itself.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="SeenAt">When it last asked for anything, within a few minutes.</param>
/// <param name="IsCurrent">Whether it is the one that asks now.</param>
internal sealed record SessionAnswer(string Id, string Kind, string Client, DateTime CreatedAt, DateTime SeenAt, bool IsCurrent)
{
    public static SessionAnswer Of(Session session, string? current) =>
        new(session.Id, session.Kind, session.Client, Clock.ToUtc(session.CreatedAt), Clock.ToUtc(session.SeenAt), session.Id == current);
}
