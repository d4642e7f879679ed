using Mashup.Hosting.Http;
using Mashup.Hosting.Tracks;
using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Finds out how a new track goes with the others of its pool, by the planner's own reading of their analyses.</summary>
internal sealed partial class PoolMatching(Engines engines, FinishedStages stages, MatchStore matches, Downloads downloads, ILogger<PoolMatching> logger)
{
    /// <summary>Matches a track with those that it has not been matched with. Of two that become ready at once, the later one sees the other.</summary>
    public async Task MatchAsync(JobContext context, Track track, string file)
    {
        try
        {
            if (await matches.UnmatchedAsync(track, context.CancellationToken) is not { Count: > 0 } others)
            {
                return;
            }

            await stages.BringAsync(context, [track.Id, .. others], FinishedStages.WithoutStems);
            var ids = (await downloads.FetchAsync(context, others)).ToDictionary(f => f.Value, f => f.Key);
            foreach (var match in await engines.For(track.UserId).MatchAsync(file, [.. ids.Keys], context.Progress, context.CancellationToken))
            {
                await matches.KeepAsync(MatchAnswer.Of(track.Id, ids[match.File], match), context.CancellationToken);
            }

            foreach (var other in ids.Keys)
            {
                File.Delete(other);
            }
        }
        catch (Exception e) when (e is ApiProblem or MashupException)
        {
            // One of them was deleted meanwhile. The track is as usable without.
            LogUnmatched(logger, track.Id, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "The track {Track} was not matched with its pool: {Reason}")]
    private static partial void LogUnmatched(ILogger logger, string track, string reason);
}
