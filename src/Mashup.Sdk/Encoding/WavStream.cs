using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>A RIFF WAVE file that is written as its samples come. Nothing but the file's owner looks at it before <see cref="FinishAsync"/>.</summary>
internal sealed class WavStream : IAsyncDisposable
{
    private const int BlockLength = 16384;

    private readonly FileStream _file;
    private readonly PcmQuantizer _quantizer;
    private readonly byte[] _block;
    private long _bytes;

    private WavStream(FileStream file, PcmQuantizer quantizer, int channels) =>
        (_file, _quantizer, _block) = (file, quantizer, new byte[BlockLength * quantizer.BytesPerSample * channels]);

    /// <summary>Makes a file and writes its header.</summary>
    /// <param name="path">A file that does not exist.</param>
    /// <param name="shape">Rate and channels of the samples to come.</param>
    /// <param name="length">Samples per channel to come.</param>
    /// <param name="options">Bits per sample and tags.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<WavStream> CreateAsync(string path, (int SampleRate, int Channels) shape, int length, EncodingOptions options, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        try
        {
            var header = WavHeader.Make(shape.SampleRate, shape.Channels, options.BitsPerSample, length, options.Tags);
            await file.WriteAsync(header, cancellationToken).ConfigureAwait(false);
            return new WavStream(file, new PcmQuantizer(options.BitsPerSample), shape.Channels);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Appends samples.</summary>
    public async Task WriteAsync(AudioBuffer audio, int start, int count, CancellationToken cancellationToken)
    {
        for (var done = 0; done < count; done += BlockLength)
        {
            var size = _quantizer.Interleave(audio, start + done, Math.Min(BlockLength, count - done), _block);
            await _file.WriteAsync(_block.AsMemory(0, size), cancellationToken).ConfigureAwait(false);
            _bytes += size;
        }
    }

    /// <summary>Pads the file and sees it on the disk.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_bytes % 2 == 1)
        {
            await _file.WriteAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        }

        _file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
