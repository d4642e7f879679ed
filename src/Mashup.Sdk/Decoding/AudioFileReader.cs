using System.Globalization;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Reads a song with the first decoder that knows its format, and refuses whatever no mashup can be made of. Thread-safe.</summary>
/// <param name="decoders">Asked in this order.</param>
/// <param name="limits">What a file may ask of the machine.</param>
internal sealed class AudioFileReader(IEnumerable<IAudioDecoder> decoders, DecodingOptions limits)
{
    private const int HeaderBytes = 4096;

    // -80 dBFS: below the noise of any recording, above the dither of silence.
    private const float SilentPeak = 1e-4f;

    // +40 dBFS: floats may pass full scale, but not by this much.
    private const float AbsurdPeak = 100;

    private readonly IAudioDecoder[] _decoders = [.. decoders];

    /// <summary>Reads a song, the whole file.</summary>
    /// <param name="path">Any path; what is wrong with it ends in one sentence.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <exception cref="UnusableInputException">The file is missing, not audio, too short, too long, silent or corrupt.</exception>
    /// <exception cref="MissingComponentException">A program the file's format needs is not installed.</exception>
    public async Task<DecodedFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = await ReadRecordingAsync(path, cancellationToken).ConfigureAwait(false);
        RefuseUnlessMusical(file.Audio, path);
        return file;
    }

    /// <summary>Reads any recording, a short or silent one too, the whole file.</summary>
    /// <param name="path">Any path; what is wrong with it ends in one sentence.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <exception cref="UnusableInputException">The file is missing, not audio, without a sample, too long or corrupt.</exception>
    /// <exception cref="MissingComponentException">A program the file's format needs is not installed.</exception>
    public async Task<DecodedFile> ReadRecordingAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.TrimEndingDirectorySeparator(path);
        try
        {
            RefuseUnlessRegular(path);
            var decoder = await FindDecoderAsync(path, cancellationToken).ConfigureAwait(false);
            // Beside the decoding: the second to read a block finds it in memory.
            using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var hashing = ReadHashAsync(path, abandon.Token);
            try
            {
                var audio = await decoder.DecodeAsync(path, limits, cancellationToken).ConfigureAwait(false);
                RefuseUnlessSound(audio, path);
                return new DecodedFile(audio, await hashing.ConfigureAwait(false));
            }
            catch
            {
                await abandon.CancelAsync().ConfigureAwait(false);
                await ((Task)hashing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
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

    private void RefuseUnlessSound(AudioBuffer audio, string path)
    {
        if (audio.Duration > limits.MaxDuration)
        {
            throw Refusal.TooLong(path, audio.Duration, limits);
        }

        if (audio.Length == 0)
        {
            throw Refusal.Because(path, "holds no sound at all; export it again");
        }

        var peak = Peak(audio);
        if (!float.IsFinite(peak))
        {
            throw Refusal.Broken(path, "it holds samples that are not numbers");
        }

        if (peak > AbsurdPeak)
        {
            throw Refusal.Broken(path, "its samples lie far outside their range");
        }
    }

    private void RefuseUnlessMusical(AudioBuffer audio, string path)
    {
        if (audio.Duration < limits.MinDuration)
        {
            throw Refusal.Because(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"is {audio.DurationSeconds:0.0} seconds long; a song of at least {limits.MinDuration.TotalSeconds:0.#} seconds is needed"));
        }

        if (Peak(audio) < SilentPeak)
        {
            throw Refusal.Because(path, "is silent from beginning to end");
        }
    }

    private static float Peak(AudioBuffer audio)
    {
        var peak = 0f;
        for (var c = 0; c < audio.ChannelCount && float.IsFinite(peak); c++)
        {
            // A NaN anywhere is the largest magnitude of all.
            var magnitude = MathF.Abs(TensorPrimitives.MaxMagnitude(audio.Channel(c)));
            peak = float.IsNaN(magnitude) ? magnitude : MathF.Max(peak, magnitude);
        }

        return peak;
    }

    private static string Mebibytes(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0.#} MiB");
}
