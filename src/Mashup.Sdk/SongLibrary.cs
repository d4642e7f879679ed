using Mashup.Sdk.Analysis;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Caching;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk;

/// <summary>The three stages that work on one song, each kept under the hash of what it was made from.</summary>
internal sealed class SongLibrary(AudioFileReader reader, TrackAnalyzer analyzer, IEnumerable<IStemSeparator> separators, IArtefactStore store)
{
    /// <summary>Sample rate and channels that everything after decoding works at, except <c>separate</c> of a single file.</summary>
    public const int SampleRate = 44100;

    /// <summary>Names of the separators, in the order they were registered.</summary>
    public IReadOnlyList<string> Separators => [.. separators.Select(s => s.Name)];

    /// <summary>The separator of that name, or the first registered where there is none.</summary>
    public IStemSeparator Separator(string? name) =>
        separators.FirstOrDefault(s => name is null || s.Name == name)
        ?? throw new MissingComponentException(
            MashupStage.Separate, name!, $"There is no separator named {name}; there is {string.Join(", ", Separators)}.");

    /// <summary>Decodes a file at its own rate, mono or stereo.</summary>
    public async Task<DecodedSong> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = await reader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return new DecodedSong(path, file.Sha256, file.Audio.SampleRate, file.Audio);
    }

    /// <summary>Decodes any recording, a short or silent one too, at its own rate.</summary>
    public async Task<AudioBuffer> ReadRecordingAsync(string path, SurroundSound surround, CancellationToken cancellationToken) =>
        (await reader.ReadRecordingAsync(path, surround, cancellationToken).ConfigureAwait(false)).Audio;

    /// <summary>Hash of a file, lower-case hexadecimal.</summary>
    public Task<string> HashAsync(string path, CancellationToken cancellationToken) => reader.HashAsync(path, cancellationToken);

    /// <summary>Decodes a file to 44.1 kHz stereo.</summary>
    public async Task<DecodedSong> ReadStereoAsync(string path, CancellationToken cancellationToken)
    {
        var song = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return song with { Audio = ToStereo(song.Audio, cancellationToken) };
    }

    /// <summary>Decodes a song for its analysis alone: it is never held whole, and not even decoded where it was analysed before.</summary>
    public async Task<HeardSong> HearAsync(string path, CancellationToken cancellationToken)
    {
        var hash = await reader.HashAsync(path, cancellationToken).ConfigureAwait(false);
        if (await BytesArtefact.ReadAsync(store, AnalysisKey(hash), cancellationToken).ConfigureAwait(false) is { } bytes)
        {
            // The same bytes were decoded and found sound when they were analysed.
            var kept = AnalysisArtefact.Read(bytes);
            return new HeardSong(hash, kept.SampleRate, null, kept);
        }

        var intake = new SongIntake(cancellationToken);
        var sampleRate = await reader.ReadAsync(path, intake, cancellationToken).ConfigureAwait(false);
        return new HeardSong(hash, sampleRate, intake.Finish(), null);
    }

    /// <summary>Analyses a song, unless that was done before.</summary>
    public async Task<TrackAnalysis> AnalyzeAsync(HeardSong song, StageContext context)
    {
        if (song.Kept is { } kept)
        {
            context.FromCache = true;
            return kept;
        }

        var analysis = analyzer.Analyze(song.Material!, context, context.CancellationToken) with { SampleRate = song.SampleRate };
        await BytesArtefact.WriteAsync(store, AnalysisKey(song.Sha256), AnalysisArtefact.Write(analysis), context.CancellationToken).ConfigureAwait(false);
        return analysis;
    }

    /// <summary>Analyses a song, unless that was done before.</summary>
    public async Task<TrackAnalysis> AnalyzeAsync(DecodedSong song, StageContext context)
    {
        var key = AnalysisKey(song.Sha256);
        if (await BytesArtefact.ReadAsync(store, key, context.CancellationToken).ConfigureAwait(false) is { } bytes)
        {
            context.FromCache = true;
            return AnalysisArtefact.Read(bytes);
        }

        var analysis = analyzer.Analyze(song.Audio, context, context.CancellationToken) with { SampleRate = song.SampleRate };
        await BytesArtefact.WriteAsync(store, key, AnalysisArtefact.Write(analysis), context.CancellationToken).ConfigureAwait(false);
        return analysis;
    }

    /// <summary>Extracts what the detectors of the analysis work on. Not kept: it is ten times the size of what they find.</summary>
    public TrackFeatures ExtractFeatures(DecodedSong song, StageContext context) => analyzer.ExtractFeatures(song.Audio, context.CancellationToken);

    /// <summary>Separates a song, unless that was done before.</summary>
    public async Task<StemSet> SeparateAsync(DecodedSong song, IStemSeparator separator, StageContext context)
    {
        var key = StemsKey(song.Sha256, separator, song.Audio.SampleRate, song.Audio.ChannelCount);
        if (await StemArtefact.ReadAsync(store, key, context.CancellationToken).ConfigureAwait(false) is { } kept)
        {
            context.FromCache = true;
            return kept;
        }

        var stems = await separator.SeparateAsync(song.Audio, context, context.CancellationToken).ConfigureAwait(false);
        await StemArtefact.WriteAsync(store, key, stems, context.CancellationToken).ConfigureAwait(false);
        return stems;
    }

    /// <summary>Separates a song piece by piece where the separator can: then its stems are neither held in memory nor kept, for they end where the caller wants.</summary>
    public async Task SeparateToAsync(DecodedSong song, IStemSeparator separator, IStemSink sink, StageContext context)
    {
        if (separator is IStreamingSeparator streaming)
        {
            await streaming.SeparateAsync(song.Audio, sink, context, context.CancellationToken).ConfigureAwait(false);
            return;
        }

        var stems = await SeparateAsync(song, separator, context).ConfigureAwait(false);
        await sink.WriteAsync([stems.Vocals, stems.Drums, stems.Bass, stems.Other], 0, song.Audio.Length, context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>The stems at 44.1 kHz of a song that was separated before, without decoding it, or <see langword="null"/>.</summary>
    public Task<StemSet?> KeptStemsAsync(string sha256, IStemSeparator separator, CancellationToken cancellationToken) =>
        StemArtefact.ReadAsync(store, StemsKey(sha256, separator, SampleRate, 2), cancellationToken);

    /// <summary>What a song's stems tell the planner, read unless that was done before.</summary>
    public async Task<StemReadings> ReadStemsAsync(string sha256, IStemSeparator separator, StemSet stems, TrackAnalysis analysis, CancellationToken cancellationToken)
    {
        if (await KeptReadingsAsync(sha256, separator, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept;
        }

        var readings = StemReader.Read(stems, analysis, cancellationToken);
        await BytesArtefact.WriteAsync(store, ReadingsKey(sha256, separator), StemReader.Write(readings), cancellationToken).ConfigureAwait(false);
        return readings;
    }

    /// <summary>What was read from the stems of a song that was separated before, or <see langword="null"/>.</summary>
    public async Task<StemReadings?> KeptReadingsAsync(string sha256, IStemSeparator separator, CancellationToken cancellationToken) =>
        await BytesArtefact.ReadAsync(store, ReadingsKey(sha256, separator), cancellationToken).ConfigureAwait(false) is { } bytes ? StemReader.Parse(bytes) : null;

    // Read on the beats of the analysis: it belongs to both.
    private ArtefactKey ReadingsKey(string sha256, IStemSeparator separator) => ArtefactKey.Of(
        sha256, MashupStage.Separate, AssemblyVersion.Of([separator, .. analyzer.Parts]), $"readings of {separator.Name}, {separator.Fingerprint}");

    private ArtefactKey AnalysisKey(string sha256) => ArtefactKey.Of(sha256, MashupStage.Analyse, AssemblyVersion.Of(analyzer.Parts), "");

    private static ArtefactKey StemsKey(string sha256, IStemSeparator separator, int sampleRate, int channels) => ArtefactKey.Of(
        sha256, MashupStage.Separate, AssemblyVersion.Of([separator]), FormattableString.Invariant($"{separator.Name}, {separator.Fingerprint}, {sampleRate} Hz, {channels} channels"));

    private static AudioBuffer ToStereo(AudioBuffer audio, CancellationToken cancellationToken)
    {
        if (audio is { SampleRate: SampleRate, ChannelCount: 2 })
        {
            return audio;
        }

        var channels = new float[2][];
        for (var c = 0; c < 2; c++)
        {
            channels[c] = c < audio.ChannelCount
                ? Resampler.Resample(audio.Channel(c), audio.SampleRate, SampleRate, cancellationToken)
                : channels[0];
        }

        return new AudioBuffer(SampleRate, channels);
    }
}
