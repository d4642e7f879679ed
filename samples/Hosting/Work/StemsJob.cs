using System.Numerics.Tensors;
using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Sdk;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;

namespace Mashup.Hosting.Work;

/// <summary>Renders each kind of stem of a mashup by itself: as long as the whole, where the whole has it, neither ducked nor mastered.</summary>
internal sealed class StemsJob(
    Engines engines, FinishedStages stages, MashupStore mashups, IBlobStore blobs, Downloads downloads, Encoders encoders, HostingOptions options) : IJobHandler
{
    private const int Bits = 24;

    // Half as loud as in the mix: songs that are sung at once may be louder than full scale before they are mastered.
    private const float Headroom = 0.5f;

    /// <inheritdoc/>
    public string Kind => JobKind.Stems;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context)
    {
        var mashup = await mashups.FindAsync(context.Job.UserId, context.Job.Subject, context.CancellationToken) ?? throw ApiProblem.NotFound("mashup");
        if (mashup.Stems.Length > 0)
        {
            return JobResult.Done;
        }

        var revision = BlobKey.Revision(mashup.UserId, mashup.Id, mashup.Revision);
        var prefix = BlobKey.Stems(mashup.UserId, mashup.Id, mashup.Revision);
        context.Unpublished.Add(prefix);
        var plan = PlanDocument.Read(await downloads.ReadTextAsync(revision + "plan.json", context.CancellationToken) ?? throw ApiProblem.NotFound("plan"));
        var files = await downloads.FetchAsync(context, [.. plan.Tracks.Select(t => t.File).Distinct()]);
        await stages.BringAsync(context, files.Keys);
        var kinds = plan.Clips.Select(c => c.Stem).Distinct().Order().ToArray();
        long bytes = 0;
        foreach (var (index, kind) in kinds.Index())
        {
            context.Progress.Begin((double)index / kinds.Length, (index + 1.0) / kinds.Length, MashupStage.Decode, MashupStage.Separate, MashupStage.Render);
            bytes += await MakeAsync(context, plan.WithFiles(files), kind, prefix);
        }

        if (await mashups.PublishStemsAsync(context.Job, mashup, kinds.Select(NameOf), bytes, context.CancellationToken))
        {
            context.Unpublished.Remove(prefix);
        }
        else
        {
            // Deleted, cancelled or rendered anew meanwhile.
            await blobs.DeleteAsync(prefix, CancellationToken.None);
        }

        return JobResult.Done;
    }

    private async Task<long> MakeAsync(JobContext context, MashupPlan plan, StemKind kind, string prefix)
    {
        var alone = plan with { Clips = [.. plan.Clips.Where(c => c.Stem == kind)] };
        var whole = new BeatRange(0, plan.DurationSeconds * plan.Bpm / 60);
        var audio = await engines.UnmasteredFor(context.Job.UserId).PreviewAsync(alone, whole, options.Separator, context.Progress, context.CancellationToken);
        for (var channel = 0; channel < audio.ChannelCount; channel++)
        {
            TensorPrimitives.Multiply(audio.Channel(channel), Headroom, audio.Channel(channel));
        }

        var path = Path.Combine(context.Folder, NameOf(kind) + ".flac");
        await encoders.WriteAsync(audio, path, new EncodingOptions { Format = AudioFormat.Flac, BitsPerSample = Bits }, context.CancellationToken);
        var bytes = await downloads.StoreAsync($"{prefix}{NameOf(kind)}.flac", path, context.CancellationToken);
        File.Delete(path);
        return bytes;
    }

    private static string NameOf(StemKind kind) => kind.ToString().ToLowerInvariant();
}
