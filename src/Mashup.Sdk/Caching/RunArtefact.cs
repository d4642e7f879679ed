using System.Runtime.InteropServices;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Caching;

/// <summary>Keeps the stretched sound of runs among the other artefacts, sample for sample.</summary>
/// <remarks>Payload: voice level, balance, length of the source, sample rate, channels, length; then the channels.</remarks>
internal sealed class RunArtefact(IArtefactStore store, ITimeStretcher stretcher) : IRunStore
{
    private const int BlockBytes = 1 << 20;

    /// <inheritdoc/>
    public Task<RenderedRun?> ReadAsync(string source, string form, BufferPool buffers, CancellationToken cancellationToken) =>
        store.ReadAsync(
            Key(source, form),
            stream =>
            {
                Span<double> levels = stackalloc double[2];
                Span<int> shape = stackalloc int[4];
                stream.ReadExactly(MemoryMarshal.AsBytes(levels));
                stream.ReadExactly(MemoryMarshal.AsBytes(shape));
                if (shape[0] < 0 || shape[1] < 1 || shape[2] is < 1 or > 2 || shape[3] < 0)
                {
                    throw new InvalidDataException("This is no run.");
                }

                var sound = shape[2] == 2 ? buffers.Rent(shape[1], shape[3]) : new AudioBuffer(shape[1], shape[2], shape[3]);
                for (var c = 0; c < sound.ChannelCount; c++)
                {
                    for (var bytes = MemoryMarshal.AsBytes(sound.Channel(c)); bytes.Length > 0; bytes = bytes[Math.Min(BlockBytes, bytes.Length)..])
                    {
                        stream.ReadExactly(bytes[..Math.Min(BlockBytes, bytes.Length)]);
                    }
                }

                return new RenderedRun(sound, shape[0], levels[0], levels[1]);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string source, string form, RenderedRun run, CancellationToken cancellationToken) =>
        store.WriteAsync(
            Key(source, form),
            stream =>
            {
                var sound = run.Sound;
                stream.Write(MemoryMarshal.AsBytes([run.VoiceLevel, run.BalanceDb]));
                stream.Write(MemoryMarshal.AsBytes([run.SourceLength, sound.SampleRate, sound.ChannelCount, sound.Length]));
                for (var c = 0; c < sound.ChannelCount; c++)
                {
                    for (ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(sound.Channel(c)); bytes.Length > 0; bytes = bytes[Math.Min(BlockBytes, bytes.Length)..])
                    {
                        stream.Write(bytes[..Math.Min(BlockBytes, bytes.Length)]);
                    }
                }
            },
            cancellationToken);

    private ArtefactKey Key(string source, string form) => ArtefactKey.Of(source, MashupStage.Render, AssemblyVersion.Of([this, stretcher]), form);
}
