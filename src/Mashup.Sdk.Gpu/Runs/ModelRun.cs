using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>A song through a model: level, chunks, level back, gain. Memory beside the stems does not grow with the song.</summary>
/// <param name="sessions">The model's graphs.</param>
/// <param name="pool">Where it gets a device.</param>
/// <param name="options">Settings.</param>
/// <param name="notify">Hears which device runs.</param>
/// <param name="needed">The stems that are made; null for all.</param>
internal sealed class ModelRun(ModelSessions sessions, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify, IReadOnlyCollection<string>? needed = null) : IStemModel
{
    public IReadOnlyList<string> Stems => sessions.Manifest.Stems;

    public bool NeedsDraft => sessions.Manifest.NeedsDraft;

    public async Task<float[][][]> SeparateAsync(Song song, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var (manifest, channels) = (sessions.Manifest, song.Channels);
        if (channels[0].Length == 0)
        {
            return Silence(channels);
        }

        using var execution = await ModelExecution.StartAsync(sessions, pool, options, notify, cancellationToken).ConfigureAwait(false);
        if (song is { Draft: null, MakeDraft: { } make })
        {
            song = song with { Draft = await make(cancellationToken).ConfigureAwait(false) };
        }

        var stems = Silence(channels);
        var level = TrackLevel.Of(manifest.Level, channels);
        var levelled = manifest.Level == LevelNorm.None ? channels : level.Apply(channels);
        IChunkDomain domain = manifest switch
        {
            { Bands: not null } => new BandDomain(execution.Contract, song, stems),
            { Chunk.Unit: ChunkUnit.Samples } => new SampleDomain(execution.Contract, levelled, stems),
            _ => new FrameDomain(execution.Contract, levelled, stems),
        };
        await RunAsync(execution, domain, progress, cancellationToken).ConfigureAwait(false);
        domain.Finish();
        level.Undo(manifest.Level == LevelNorm.None ? [] : stems);
        foreach (var channel in stems.SelectMany(s => s).Where(_ => manifest.Algebra.Compensate != 1))
        {
            TensorPrimitives.Multiply(channel, (float)manifest.Algebra.Compensate, channel);
        }

        return stems;
    }

    public void Dispose() => sessions.Dispose();

    private float[][][] Silence(float[][] channels) =>
        [.. Stems.Select(s => needed?.Contains(s) == false ? [] : channels.Select(c => new float[c.Length]).ToArray())];

    /// <summary>While the graphs run on one part of the song, the part before is put together and the part after is prepared, and started where two may run at once.</summary>
    private static async Task RunAsync(ModelExecution execution, IChunkDomain domain, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Part? done = null;
        var part = Part.Load(domain, execution, 0, 0);
        Task? running = null, ahead = null;
        try
        {
            while (part.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                running ??= execution.Start(part.Run, cancellationToken);
                done?.Store(domain);
                var next = Part.Load(domain, execution, part.First + part.Count, part.Run + 1);
                ahead = next.Count > 0 && execution.RunsAtOnce > 1 ? execution.Start(next.Run, cancellationToken) : null;
                await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!running.IsCompletedSuccessfully && ahead is not null)
                {
                    await ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                if (await execution.FinishAsync(part.Run, running, cancellationToken).ConfigureAwait(false))
                {
                    (done, part, running, ahead) = (part, next, ahead, null);
                    progress?.Report((double)part.First / domain.Chunks.Count);
                }
                else
                {
                    (done, part, running, ahead) = (null, Part.Load(domain, execution, part.First, part.Run), null, null);
                }
            }

            done?.Store(domain);
        }
        finally
        {
            await Task.WhenAll(running ?? Task.CompletedTask, ahead ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The chunks of one run.</summary>
    private readonly record struct Part(int Run, int First, int Count, TensorBuffers Buffers)
    {
        public static Part Load(IChunkDomain domain, ModelExecution execution, int first, int run)
        {
            var part = new Part(run, first, Math.Min(execution.Batch, domain.Chunks.Count - first), execution.Buffers(run));
            for (var slot = 0; slot < part.Count; slot++)
            {
                domain.Load(domain.Chunks[first + slot], part.Buffers, slot);
            }

            return part;
        }

        public void Store(IChunkDomain domain)
        {
            for (var slot = 0; slot < Count; slot++)
            {
                domain.Store(domain.Chunks[First + slot], Buffers, slot);
            }
        }
    }
}
