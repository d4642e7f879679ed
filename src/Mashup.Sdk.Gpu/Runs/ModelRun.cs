using System.Numerics.Tensors;
using Mashup.Sdk.Gpu.Devices;
using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Runs;

/// <summary>A song through a model: level, chunks, level back, gain. Memory beside the stems does not grow with the song.</summary>
internal sealed class ModelRun(ModelSessions sessions, DevicePool pool, OnnxSeparationOptions options, Action<DeviceNotice> notify) : IStemModel
{
    public IReadOnlyList<string> Stems => sessions.Manifest.Stems;

    public async Task<float[][][]> SeparateAsync(float[][] song, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var manifest = sessions.Manifest;
        var stems = Enumerable.Range(0, Stems.Count).Select(_ => song.Select(c => new float[c.Length]).ToArray()).ToArray();
        if (song[0].Length == 0)
        {
            return stems;
        }

        using var execution = await ModelExecution.StartAsync(sessions, pool, options, notify, cancellationToken).ConfigureAwait(false);
        var level = TrackLevel.Of(manifest.Level, song);
        var levelled = manifest.Level == LevelNorm.None ? song : level.Apply(song);
        IChunkDomain domain = manifest switch
        {
            { Bands: not null } => new BandDomain(execution.Contract, levelled, stems),
            { Chunk.Unit: ChunkUnit.Samples } => new SampleDomain(execution.Contract, levelled, stems),
            _ => new FrameDomain(execution.Contract, levelled, stems),
        };
        for (var next = 0; next < domain.Chunks.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var buffers = execution.Buffers;
            var count = Math.Min(buffers.Batch, domain.Chunks.Count - next);
            for (var slot = 0; slot < count; slot++)
            {
                domain.Load(domain.Chunks[next + slot], buffers, slot);
            }

            if (!await execution.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            for (var slot = 0; slot < count; slot++)
            {
                domain.Store(domain.Chunks[next + slot], buffers, slot);
            }

            buffers.CarryStates();
            next += count;
            progress?.Report((double)next / domain.Chunks.Count);
        }

        domain.Finish();
        level.Undo(manifest.Level == LevelNorm.None ? [] : stems);
        foreach (var channel in stems.SelectMany(s => s).Where(_ => manifest.Algebra.Compensate != 1))
        {
            TensorPrimitives.Multiply(channel, (float)manifest.Algebra.Compensate, channel);
        }

        return stems;
    }

    public void Dispose() => sessions.Dispose();
}
