using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

/// <summary>Writes stems to 32-bit float WAV files as they are made: nothing is rounded, so that they still sum to the mix.</summary>
internal sealed class StemFiles : IStemSink
{
    private readonly List<(StemKind Kind, WavStream File)> _open = [];
    private AudioBuffer? _instrumental;

    private StemFiles()
    {
    }

    /// <summary>Writes the files, all or nothing.</summary>
    /// <param name="files">Which stem goes into which file.</param>
    /// <param name="mix">Rate, channels and length of the stems.</param>
    /// <param name="fill">Hands the stems on.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    public static Task WriteAsync(
        IReadOnlyList<(StemKind Kind, string Path)> files, AudioBuffer mix, Func<IStemSink, Task> fill, CancellationToken cancellationToken)
    {
        var options = OutputWriter.FloatWav;
        foreach (var (_, path) in files)
        {
            WavEncoder.RefuseUnlessItFits((long)mix.Length * mix.ChannelCount * options.BitsPerSample / 8, path);
        }

        var sink = new StemFiles();
        return OpenAsync(0);

        Task OpenAsync(int index) => index == files.Count ? fill(sink) : OutputFile.WriteAsync(
            files[index].Path,
            async temporary =>
            {
                var file = await WavStream.CreateAsync(temporary, (mix.SampleRate, mix.ChannelCount), mix.Length, options, cancellationToken).ConfigureAwait(false);
                await using (file.ConfigureAwait(false))
                {
                    sink._open.Add((files[index].Kind, file));
                    await OpenAsync(index + 1).ConfigureAwait(false);
                    await file.FinishAsync(cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<AudioBuffer> stems, int start, int count, CancellationToken cancellationToken)
    {
        foreach (var (kind, file) in _open)
        {
            var (audio, first) = kind switch
            {
                StemKind.Vocals => (stems[0], start),
                StemKind.Drums => (stems[1], start),
                StemKind.Bass => (stems[2], start),
                StemKind.Other => (stems[3], start),
                _ => (Instrumental(stems, start, count), 0),
            };
            await file.WriteAsync(audio, first, count, cancellationToken).ConfigureAwait(false);
        }
    }

    private AudioBuffer Instrumental(IReadOnlyList<AudioBuffer> stems, int start, int count)
    {
        if (_instrumental is null || _instrumental.Length < count)
        {
            _instrumental = new AudioBuffer(stems[0].SampleRate, stems[0].ChannelCount, count);
        }

        for (var c = 0; c < _instrumental.ChannelCount; c++)
        {
            var sum = _instrumental.Channel(c)[..count];
            TensorPrimitives.Add(stems[1].Channel(c).Slice(start, count), stems[2].Channel(c).Slice(start, count), sum);
            TensorPrimitives.Add(sum, stems[3].Channel(c).Slice(start, count), sum);
        }

        return _instrumental;
    }
}
