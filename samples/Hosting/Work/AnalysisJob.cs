using Mashup.Hosting.Http;
using Mashup.Hosting.Jobs;
using Mashup.Hosting.Storage.Blobs;
using Mashup.Hosting.Tracks;
using Mashup.Sdk;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Separation;

namespace Mashup.Hosting.Work;

/// <summary>Analyses a track, which makes it usable, matches it with its pool, and then separates it, which makes its stems audible and its mashups quick.</summary>
internal sealed class AnalysisJob(FinishedStages stages, TrackStore tracks, PoolMatching matching, Downloads downloads, Encoders encoders, HostingOptions options) : IJobHandler
{
    private const double AnalysedAt = 0.5;
    private const double SeparatedAt = 0.9;
    private const int StemBits = 16;

    /// <inheritdoc/>
    public string Kind => JobKind.Analysis;

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(JobContext context)
    {
        var cancellationToken = context.CancellationToken;
        var track = await tracks.FindAsync(context.Job.UserId, context.Job.Subject, cancellationToken) ?? throw ApiProblem.NotFound("track");
        var folder = BlobKey.Track(track.UserId, track.Id);
        context.Unpublished.Add(folder);
        var file = await downloads.FetchAsync(context, track);
        var engine = await stages.EngineForAsync(context, track);
        if (track.Status != TrackStatus.Ready)
        {
            context.Progress.Begin(0, AnalysedAt, MashupStage.Decode, MashupStage.Analyse);
            var song = await engine.AnalyzeAsync(file, context.Progress, cancellationToken);
            await stages.KeepAsync(context, track);
            await downloads.StoreTextAsync(folder + "analysis.json", AnalysisDocument.Write(song.Analysis, track.FileName, song.Sha256), cancellationToken);
            await tracks.SetReadyAsync(track.Id, song, cancellationToken);
        }

        await matching.MatchAsync(context, track, file);
        context.Progress.Begin(AnalysedAt, SeparatedAt, MashupStage.Decode, MashupStage.Separate);
        var stems = await engine.PrepareAsync(file, options.Separator, context.Progress, cancellationToken);
        await stages.KeepAsync(context, track);
        var names = await StoreAsync(context, stems, folder + "stems/");
        return new JobResult(null, sql => TrackStore.SetStemsAsync(sql, track.Id, names, CancellationToken.None));
    }

    private async Task<IReadOnlyList<string>> StoreAsync(JobContext context, StemSet stems, string folder)
    {
        context.Progress.Begin(SeparatedAt, 1, MashupStage.Encode);
        (string Name, AudioBuffer Audio)[] all = [("vocals", stems.Vocals), ("drums", stems.Drums), ("bass", stems.Bass), ("other", stems.Other)];
        foreach (var (index, (name, audio)) in all.Index())
        {
            var path = Path.Combine(context.Folder, name + ".flac");
            await encoders.WriteAsync(audio, path, new EncodingOptions { Format = AudioFormat.Flac, BitsPerSample = StemBits }, context.CancellationToken);
            await downloads.StoreAsync($"{folder}{name}.flac", path, context.CancellationToken);
            context.Progress.Report(new MashupProgress(MashupStage.Encode, (index + 1.0) / all.Length));
        }

        return [.. all.Select(s => s.Name)];
    }
}
