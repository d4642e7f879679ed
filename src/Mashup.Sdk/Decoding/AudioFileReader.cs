using System.Security.Cryptography;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Reads a song with the first decoder that knows its format, and refuses whatever no mashup can be made of. Thread-safe.</summary>
/// <param name="decoders">Asked in this order.</param>
/// <param name="limits">What a file may ask of the machine.</param>
internal sealed class AudioFileReader(IEnumerable<IAudioDecoder> decoders, DecodingOptions limits)
{
    private const int HeaderBytes = 4096;

    private readonly IAudioDecoder[] _decoders = [.. decoders];

    /// <summary>Reads a song, the whole file.</summary>
    /// <param name="path">Any path; what is wrong with it ends in one sentence.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <exception cref="UnusableInputException">The file is missing, not audio, too short, too long, silent or corrupt.</exception>
    /// <exception cref="MissingComponentException">A program the file's format needs is not installed.</exception>
    public async Task<DecodedFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var (file, check) = await ReadWholeAsync(path, limits, cancellationToken).ConfigureAwait(false);
        check.RefuseUnlessMusical();
        return file;
    }

    /// <summary>Reads any recording, a short or silent one too, the whole file.</summary>
    /// <param name="path">Any path; what is wrong with it ends in one sentence.</param>
    /// <param name="surround">What becomes of channels beyond the second.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <exception cref="UnusableInputException">The file is missing, not audio, without a sample, too long or corrupt.</exception>
    /// <exception cref="MissingComponentException">A program the file's format needs is not installed.</exception>
    public async Task<DecodedFile> ReadRecordingAsync(string path, SurroundSound surround, CancellationToken cancellationToken) =>
        (await ReadWholeAsync(path, surround == SurroundSound.Keep ? limits.KeepingSurround() : limits, cancellationToken).ConfigureAwait(false)).File;

    /// <summary>Reads a song block by block, so that it is never held whole.</summary>
    /// <param name="path">Any path; what is wrong with it ends in one sentence.</param>
    /// <param name="sink">Takes the blocks, if anybody; what it took is worth nothing where this ends in an exception.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <returns>The song's sample rate.</returns>
    /// <exception cref="UnusableInputException">The file is missing, not audio, too short, too long, silent or corrupt.</exception>
    /// <exception cref="MissingComponentException">A program the file's format needs is not installed.</exception>
    public async Task<int> ReadAsync(string path, IAudioSink? sink, CancellationToken cancellationToken)
    {
        var check = await DecodeAsync(
            path,
            async (decoder, file) =>
            {
                var passing = new SoundCheck(file, limits, sink);
                await decoder.DecodeAsync(file, passing, limits, cancellationToken).ConfigureAwait(false);
                passing.RefuseUnlessSound();
                return passing;
            },
            cancellationToken).ConfigureAwait(false);
        check.RefuseUnlessMusical();
        return check.SampleRate;
    }

    /// <summary>Hash of a file's bytes, lower-case hexadecimal.</summary>
    /// <param name="path">Any path.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <exception cref="UnusableInputException">The file is missing, empty, too large or cannot be read.</exception>
    public async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.TrimEndingDirectorySeparator(path);
        try
        {
            RefuseUnlessRegular(path);
            return await ReadHashAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private Task<(DecodedFile File, SoundCheck Check)> ReadWholeAsync(string path, DecodingOptions options, CancellationToken cancellationToken) => DecodeAsync(
        path,
        async (decoder, file) =>
        {
            // Beside the decoding: the second to read a block finds it in memory.
            using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var hashing = ReadHashAsync(file, abandon.Token);
            try
            {
                var audio = await decoder.DecodeAsync(file, options, cancellationToken).ConfigureAwait(false);
                var check = new SoundCheck(file, limits);
                check.Add(audio);
                check.RefuseUnlessSound();
                return (new DecodedFile(audio, await hashing.ConfigureAwait(false)), check);
            }
            catch
            {
                await abandon.CancelAsync().ConfigureAwait(false);
                await ((Task)hashing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        },
        cancellationToken);

    private async Task<T> DecodeAsync<T>(string path, Func<IAudioDecoder, string, Task<T>> decode, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.TrimEndingDirectorySeparator(path);
        try
        {
            RefuseUnlessRegular(path);
            return await decode(await FindDecoderAsync(path, cancellationToken).ConfigureAwait(false), path).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static UnusableInputException Unreadable(string path, Exception because) =>
        Refusal.Because(path, "cannot be read; check its permissions and that its disk is there", because);

    private void RefuseUnlessRegular(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path))
        {
            throw Refusal.Because(path, "is a folder; name a song inside it");
        }

        if (!file.Exists)
        {
            throw Refusal.Because(path, "does not exist; check the path");
        }

        // Pipes and devices have no length either; opening one could wait for ever.
        if (file.Length == 0)
        {
            throw Refusal.Because(path, "is empty or no regular file");
        }

        if (file.Length > limits.MaxFileBytes)
        {
            throw Refusal.Because(path, $"is {Mebibytes(file.Length)} large; files up to {Mebibytes(limits.MaxFileBytes)} are accepted");
        }
    }

    private async Task<IAudioDecoder> FindDecoderAsync(string path, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderBytes];
        using var stream = File.OpenRead(path);
        var read = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return _decoders.FirstOrDefault(d => d.CanDecode(header.AsSpan(0, read))) ?? throw Refusal.Because(path, WhatElse(header.AsSpan(0, read)));
    }

    private static string WhatElse(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("#EXTM3U"u8) || header.StartsWith("ffconcat"u8) || header.StartsWith("[playlist]"u8))
        {
            return "is a playlist, not audio; give the songs themselves";
        }

        return header.IndexOfAnyInRange((byte)0, (byte)8) < 0
            ? "is text, not audio"
            : "is not audio, or in a format that is not known here; export it as WAV, FLAC or MP3";
    }

    private static async Task<string> ReadHashAsync(string path, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
    }

    private static string Mebibytes(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0.#} MiB");
}
