using System.Globalization;
using System.Text.Json;
using Mashup.Hosting.Mashups;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Sdk;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Planning;

namespace Mashup.Hosting.Work;

/// <summary>Makes one revision of a mashup: renders, encodes, stores every file, and only then publishes it.</summary>
internal sealed class Rendition(Engines engines, MashupStore mashups, IBlobStore blobs, Downloads downloads, Encoders encoders, HostingOptions options)
{
    private const double RenderedShare = 0.85;
    private const int Mp3KilobitsPerSecond = 256;
    private const int LosslessBits = 16;

    public async Task MakeAsync(
        JobContext context, MashupRow mashup, MashupPlan plan, IReadOnlyDictionary<string, string> files, double from, double to)
    {
        var cancellationToken = context.CancellationToken;
        var revision = mashup.Revision + 1;
        var prefix = BlobKey.Revision(mashup.UserId, mashup.Id, revision);
        context.Unpublished.Add(prefix);
        var rendered = from + (to - from) * RenderedShare;
        context.Progress.Begin(from, rendered, MashupStage.Decode, MashupStage.Separate, MashupStage.Render);
        var (audio, score) = await RenderAsync(context, mashup, plan.WithFiles(files));
        context.Progress.Begin(rendered, to, MashupStage.Encode);
        long bytes = 0;
        EncodingOptions[] formats =
        [
            new() { Format = AudioFormat.Mp3, KilobitsPerSecond = Mp3KilobitsPerSecond },
            new() { Format = AudioFormat.Flac, BitsPerSample = LosslessBits },
            new() { Format = AudioFormat.Wav, BitsPerSample = LosslessBits },
        ];
        foreach (var (index, format) in formats.Index())
        {
            format.Tags = TagsOf(mashup, plan);
            var name = "audio." + format.Format.ToString().ToLowerInvariant();
            var path = Path.Combine(context.Folder, $"{mashup.Id}-{name}");
            await encoders.WriteAsync(audio, path, format, cancellationToken);
            bytes += await downloads.StoreAsync(prefix + name, path, cancellationToken);
            File.Delete(path);
            context.Progress.Report(new MashupProgress(MashupStage.Encode, (index + 1.0) / formats.Length));
        }

        bytes += await downloads.StoreTextAsync(prefix + "plan.json", PlanDocument.Write(plan), cancellationToken);
        bytes += await downloads.StoreTextAsync(prefix + "peaks.json", JsonSerializer.Serialize(Peaks.Of(audio), JsonSerializerOptions.Web), cancellationToken);
        if (!await mashups.PublishAsync(context.Job, mashup.Id, revision, bytes, plan, score, cancellationToken))
        {
            // Deleted or cancelled meanwhile; other variants of the job go on.
            await blobs.DeleteAsync(prefix, CancellationToken.None);
            return;
        }

        context.Unpublished.Remove(prefix);
        await blobs.DeleteAsync(CheckpointOf(context, mashup), cancellationToken);
        context.Unpublished.Remove(BlobKey.Mashup(mashup.UserId, mashup.Id));
        if (mashup.Revision > 0)
        {
            await blobs.DeleteAsync(BlobKey.Revision(mashup.UserId, mashup.Id, mashup.Revision), CancellationToken.None);
        }
    }

    // The master is a checkpoint: whoever resumes after it has only to encode. It belongs to the job, so that no other edit can find it.
    private async Task<(AudioBuffer Audio, double Score)> RenderAsync(JobContext context, MashupRow mashup, MashupPlan plan)
    {
        var cancellationToken = context.CancellationToken;
        var checkpoint = CheckpointOf(context, mashup);
        var master = Path.Combine(context.Folder, mashup.Id + "-master.wav");
        context.Unpublished.Add(checkpoint);
        if (await downloads.ReadTextAsync(checkpoint + "score", cancellationToken) is not { } score || !await downloads.TryFetchAsync(checkpoint + "master.wav", master, cancellationToken))
        {
            var made = await engines.For(context.Job.UserId).RenderAsync(plan, master, options.Separator, context.Progress, cancellationToken);
            score = made.Quality.Overall.ToString("R", CultureInfo.InvariantCulture);
            await downloads.StoreAsync(checkpoint + "master.wav", master, cancellationToken);
            await downloads.StoreTextAsync(checkpoint + "score", score, cancellationToken);
        }

        var audio = await encoders.ReadAsync(master, cancellationToken);
        File.Delete(master);
        return (audio, double.Parse(score, CultureInfo.InvariantCulture));
    }

    private static string CheckpointOf(JobContext context, MashupRow mashup) => BlobKey.Checkpoint(mashup.UserId, mashup.Id, context.Job.Id);

    private static Dictionary<string, string> TagsOf(MashupRow mashup, MashupPlan plan) => new()
    {
        ["title"] = mashup.Title,
        ["bpm"] = FormattableString.Invariant($"{plan.Bpm:0}"),
        ["key"] = plan.Key.ToString(),
        ["software"] = "Mashup.Sdk",
    };
}
