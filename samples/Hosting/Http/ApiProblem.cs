namespace Mashup.Hosting.Http;

/// <summary>A request that cannot be done; answered as <c>application/problem+json</c>.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable, for programs.</param>
/// <param name="detail">One sentence, for people.</param>
internal sealed class ApiProblem(int status, string code, string detail) : Exception(detail)
{
    public int Status => status;

    public string Code => code;

    /// <summary>Further members of the answer, such as the limit that was hit.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();

    /// <summary>Seconds after which trying again makes sense.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>What is another's looks as if it were not there.</summary>
    public static ApiProblem NotFound(string what) => new(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    public static ApiProblem Invalid(string field, string detail) => new(StatusCodes.Status400BadRequest, "invalid_request", detail)
    {
        Extensions = new Dictionary<string, object?> { ["errors"] = new Dictionary<string, string[]> { [field] = [detail] } },
    };

    public static ApiProblem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);

    public static ApiProblem Limit(int status, string code, string detail, long limit) => new(status, code, detail)
    {
        Extensions = new Dictionary<string, object?> { ["limit"] = limit },
    };
}
