using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk;

// Single stages on single files: what tools and tests need beside whole mashups.
public sealed partial class MashupEngine
{
    /// <summary>Measures the loudness of a file by ITU-R BS.1770-4 and EBU Tech 3342, all channels of 5.0 and 5.1 included.</summary>
    /// <param name="file">An audio file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<LoudnessMeasurement> MeasureLoudnessAsync(string file, CancellationToken cancellationToken = default)
    {
        var audio = await _library.ReadRecordingAsync(file, SurroundSound.Keep, cancellationToken).ConfigureAwait(false);
        return LoudnessAnalyzer.Measure(audio, cancellationToken).Loudness;
    }

    /// <summary>Changes tempo and pitch of a file.</summary>
    /// <param name="input">An audio file.</param>
    /// <param name="output">The file to write, round(input length / <paramref name="tempo"/>) samples long.</param>
    /// <param name="tempo">Output tempo / input tempo, 0.25 to 4: 1.1 is faster and shorter.</param>
    /// <param name="semitones">Pitch shift, semitones, −24 to 24.</param>
    /// <param name="formants">Whether formants move with the pitch.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>The quality is that of <see cref="MashupOptions.Rendering"/>.</remarks>
    public async Task StretchAsync(
        string input, string output, double tempo, double semitones = 0, Formants formants = Formants.Move, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tempo, 0.25);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tempo, 4);
        var file = OutputWriter.Reserve(output, 1)[0];
        var audio = await _library.ReadRecordingAsync(input, SurroundSound.Fold, cancellationToken).ConfigureAwait(false);
        var length = (int)Math.Round(audio.Length / tempo);
        var request = new StretchRequest
        {
            OutputLength = length,
            Map = [new StretchPoint(0, 0), new StretchPoint(length, length * tempo)],
            Semitones = semitones,
            KeepFormants = formants == Formants.Keep,
            Quality = _options.Rendering.Quality,
        };
        await _writer.WriteAsync(_stretcher.Stretch(audio, request, cancellationToken), file, plan: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Separates a song and writes the stems as 32-bit float WAV files, <c>vocals.wav</c> and so on.</summary>
    /// <param name="file">An audio file.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="stems">Which stems to write; not <see cref="StemKind.Mix"/>.</param>
    /// <param name="separator">Name of the separator to use, or <see langword="null"/> for the one registered first.</param>
    /// <param name="progress">Receives every step.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files written.</returns>
    public async Task<IReadOnlyList<string>> SeparateToAsync(
        string file, string folder, IReadOnlyList<StemKind> stems, string? separator = null, IProgress<MashupProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stems);
        if (stems.Contains(StemKind.Mix))
        {
            throw new ArgumentException("The mix is no stem.", nameof(stems));
        }

        var chosen = _library.Separator(separator);
        var files = stems.Select(stem => (Kind: stem, Path: Path.Combine(folder, stem.ToString().ToLowerInvariant() + ".wav"))).ToArray();
        using var graph = new StageGraph(progress, cancellationToken);
        var song = graph.Add(MashupStage.Decode, file, c => _library.ReadAsync(file, c.CancellationToken));
        await graph.Completion(graph.Add(
            MashupStage.Separate,
            file,
            async c =>
            {
                var audio = song.Value.Audio;
                await StemFiles.WriteAsync(files, audio, sink => _library.SeparateToAsync(song.Value, chosen, sink, c), c.CancellationToken).ConfigureAwait(false);
                return audio.Length;
            },
            song)).ConfigureAwait(false);
        return [.. files.Select(f => f.Path)];
    }

    /// <summary>Writes samples to a file, its format by its extension.</summary>
    /// <param name="audio">The samples.</param>
    /// <param name="file">The file to write.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task WriteAsync(AudioBuffer audio, string file, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(audio, OutputWriter.Reserve(file, 1)[0], plan: null, cancellationToken);

    /// <summary>The file a variant is written to: <c>out.mp3</c> becomes <c>out-2.mp3</c> for the second.</summary>
    /// <param name="output">The file asked for.</param>
    /// <param name="variant">Number of the variant, from 1.</param>
    public static string VariantFile(string output, int variant) => OutputWriter.Numbered(output, variant);
}
