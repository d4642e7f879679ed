using Mashup.Hosting.Http;
using Mashup.Sdk;
using Mashup.Sdk.Planning;

namespace Mashup.Hosting.Mashups;

/// <summary>Holds plans that come from outside to what their mashup allows. In plans that leave the service, a track's file is its id.</summary>
internal static class EditedPlan
{
    private const double LongestSeconds = 900;
    private const int MostClips = 2000;

    /// <summary>Reads an edited plan; it may use the tracks of the mashup and no other file.</summary>
    public static MashupPlan Read(string json, MashupPlan original)
    {
        MashupPlan plan;
        try
        {
            plan = PlanDocument.Read(json);
        }
        catch (MashupException e)
        {
            throw new ApiProblem(StatusCodes.Status400BadRequest, "invalid_plan", e.Message);
        }

        var known = original.Tracks.ToDictionary(t => t.Id);
        if (plan.Tracks.FirstOrDefault(t => !known.TryGetValue(t.Id, out var k) || k.File != t.File || k.Sha256 != t.Sha256) is { } foreign)
        {
            throw new ApiProblem(StatusCodes.Status400BadRequest, "invalid_plan", $"The plan's track {foreign.Id} is not a track of this mashup.");
        }

        return plan.DurationSeconds <= LongestSeconds && plan.Clips.Count <= MostClips ? plan
            : throw new ApiProblem(
                StatusCodes.Status400BadRequest, "invalid_plan", FormattableString.Invariant($"A plan has {LongestSeconds} seconds and {MostClips} clips at most."));
    }

    /// <summary>The plan as it leaves the service: files by id.</summary>
    public static MashupPlan WithIds(this MashupPlan plan, IReadOnlyDictionary<string, string> trackIdByFile) =>
        plan with { Tracks = [.. plan.Tracks.Select(t => t with { File = trackIdByFile[t.File] })] };

    /// <summary>The plan as the engine needs it: files where they lie on this machine.</summary>
    public static MashupPlan WithFiles(this MashupPlan plan, IReadOnlyDictionary<string, string> fileByTrackId) =>
        plan with { Tracks = [.. plan.Tracks.Select(t => t with { File = fileByTrackId[t.File] })] };
}
