using System.Diagnostics;
using Mashup.Sdk.Audio;
using Mashup.Sdk.FFmpeg;

namespace Mashup.Sdk.Decoding;

/// <summary>Decodes everything that is not linear WAVE with the ffmpeg program.</summary>
/// <remarks>
/// <list type="number">
/// <item>Name the demuxer from the file's first bytes (<see cref="AudioContainer"/>), and let ffmpeg open that one file and nothing else.</item>
/// <item>Have it write the first audio stream as a float WAVE stream into a pipe, at the file's own rate and channels; read it like any WAVE.</item>
/// <item>Watch what it reports: refuse a song that declares itself over the limit before decoding it, and stop one that turns out to be.</item>
/// <item>Check afterwards that what came is what the container declared, and that packets were not lost in number.</item>
/// </list>
/// </remarks>
internal sealed class FFmpegDecoder : IAudioDecoder
{
    // Encoder delay, edit lists and rounded headers make honest files differ from their declared length by less than this.
    private const double LengthTolerance = 0.02;
    private static readonly TimeSpan LeastLengthTolerance = TimeSpan.FromSeconds(1);

    // A packet is some 20 to 90 ms: a click now and then is tolerable, a song of clicks is not.
    private const int LeastLostPackets = 8;
    private const double LostPacketsPerSecond = 0.5;

    /// <inheritdoc/>
    public bool CanDecode(ReadOnlySpan<byte> header) => AudioContainer.HasId3(header) || AudioContainer.Demuxer(header) is not null;

    /// <inheritdoc/>
    public async Task<AudioBuffer> DecodeAsync(string path, DecodingOptions limits, CancellationToken cancellationToken)
    {
        var gatherer = new AudioGatherer();
        await DecodeAsync(path, gatherer, limits, cancellationToken).ConfigureAwait(false);
        return gatherer.ToBuffer()!;
    }

    /// <inheritdoc/>
    public async Task DecodeAsync(string path, IAudioSink sink, DecodingOptions limits, CancellationToken cancellationToken)
    {
        var demuxer = AudioContainer.DemuxerOf(path) ?? throw Refusal.Because(path, "holds no audio behind its tags");
        if (demuxer == "ogg" && OggTail.IsCut(path))
        {
            throw Refusal.CutShort(path, "its last page is not whole");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limits.Timeout);
        cancellationToken.ThrowIfCancellationRequested();

        using var process = FFmpegProgram.Start(limits.FFmpegPath, Arguments(demuxer, path), MashupStage.Decode);
        using var killing = stop.Token.Register(() => Kill(process));
        var report = new FFmpegReport();
        var reporting = report.ReadAsync(process.StandardError, declared =>
        {
            if (declared > limits.MaxDuration)
            {
                stop.Cancel();
            }
        });

        TimeSpan? duration = null;
        UnusableInputException? refusal = null;
        try
        {
            var output = process.StandardOutput.BaseStream;
            duration = await Task.Run(() => WavReader.Read(output, long.MaxValue, path, limits, () => report.Declared, sink, CancellationToken.None), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // It ended before it wrote anything; its report says why.
        }
        catch (UnusableInputException e)
        {
            refusal = e;
            Kill(process);
        }
        catch
        {
            Kill(process);
            throw;
        }
        finally
        {
            await reporting.ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (report.Declared > limits.MaxDuration)
        {
            throw Refusal.TooLong(path, report.Declared, limits);
        }

        if (stop.IsCancellationRequested)
        {
            throw Refusal.Because(path, $"took longer than {Refusal.Clock(limits.Timeout)} to decode");
        }

        if (refusal is not null || duration is null)
        {
            throw refusal ?? Refusal.Broken(path, $"ffmpeg says \"{report.FirstError ?? "nothing"}\"");
        }

        RefuseUnlessComplete(duration.Value, report, process.ExitCode, path);
    }

    private static string[] Arguments(string demuxer, string path) =>
    [
        "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info",
        "-protocol_whitelist", "file", "-f", demuxer, "-i", "file:" + Path.GetFullPath(path),
        "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1",
        "-c:a", "pcm_f32le", "-bitexact", "-f", "wav", "pipe:1",
    ];

    private static void RefuseUnlessComplete(TimeSpan duration, FFmpegReport report, int exitCode, string path)
    {
        var tolerance = TimeSpan.FromTicks(Math.Max(LeastLengthTolerance.Ticks, (long)(LengthTolerance * (report.Declared?.Ticks ?? 0))));
        if (report.DeclaresTheSong && duration < report.Declared - tolerance)
        {
            throw Refusal.CutShort(path, $"{Refusal.Clock(duration)} of {Refusal.Clock(report.Declared!.Value)} can be decoded");
        }

        if (exitCode != 0 || report.LostPackets > LeastLostPackets + LostPacketsPerSecond * duration.TotalSeconds)
        {
            throw Refusal.Broken(path, $"ffmpeg says \"{report.FirstError ?? $"exit code {exitCode}"}\"");
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
