namespace Mashup.Hosting.Jobs;

/// <summary>What a job does. The subject of an analysis is a track; of a mashup, a rendering and stems, a mashup; a plan has none.</summary>
internal static class JobKind
{
    public const string Analysis = "analysis";
    public const string Mashup = "mashup";
    public const string Plan = "plan";
    public const string Render = "render";
    public const string Stems = "stems";

    /// <summary>Of one user's jobs, the short ones that others wait for come first.</summary>
    public static int PriorityOf(string kind) => kind switch
    {
        Analysis => 2,
        Plan => 1,
        _ => 0,
    };
}
