using Mashup.Sdk.Drawing;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Inspection;

namespace Mashup.Sdk;

// What a person needs to judge an analysis by eye and by ear.
public sealed partial class MashupEngine
{
    /// <summary>Draws an analysis over its song: sections, waveform, beats, energy, vocals and chords, and close-ups of the beats against the onsets.</summary>
    /// <param name="song">A song that <see cref="AnalyzeAsync"/> analysed; its file must be there, unchanged.</param>
    /// <param name="output">The picture to write, <c>.png</c> or <c>.svg</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task PlotAsync(AnalyzedSong song, string output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(song);
        ArgumentException.ThrowIfNullOrEmpty(output);
        Func<Scene, byte[]> write = Path.GetExtension(output).ToLowerInvariant() switch
        {
            ".png" => scene => PngWriter.Write(Canvas.Of(scene)),
            ".svg" => SvgWriter.Write,
            _ => throw new OutputException(output, $"{Path.GetFileName(output)} is no kind of picture; use .png or .svg."),
        };
        var decoded = await ReadAgainAsync(song, cancellationToken).ConfigureAwait(false);
        var scene = AnalysisPlot.Draw(Path.GetFileName(song.File), song.Analysis, decoded.Audio, cancellationToken);
        await OutputFile.WriteAsync(output, temporary => File.WriteAllBytesAsync(temporary, write(scene), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a song with a click on every beat, an octave higher on the first of each bar.</summary>
    /// <param name="song">A song that <see cref="AnalyzeAsync"/> analysed; its file must be there, unchanged.</param>
    /// <param name="output">The audio file to write, as long as the song.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task ClickAsync(AnalyzedSong song, string output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(song);
        var file = OutputWriter.Reserve(output, 1)[0];
        var decoded = await ReadAgainAsync(song, cancellationToken).ConfigureAwait(false);
        await _writer.WriteAsync(ClickTrack.Mix(decoded.Audio, song.Analysis.Beats), file, plan: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task<DecodedSong> ReadAgainAsync(AnalyzedSong song, CancellationToken cancellationToken)
    {
        var decoded = await _library.ReadAsync(song.File, cancellationToken).ConfigureAwait(false);
        return decoded.Sha256 == song.Sha256 ? decoded
            : throw new UnusableInputException(MashupStage.Analyse, song.File, "is not the file that was analysed: its contents changed.");
    }
}
