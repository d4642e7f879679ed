using System.Text.Json;

namespace Mashup.Sdk.Analysis;

/// <summary>Writes analyses as <c>mashup.analysis/1</c> documents. Times are seconds from the start of the file.</summary>
public static class AnalysisDocument
{
    /// <summary>Name and version of the document format.</summary>
    public const string Schema = "mashup.analysis/1";

    /// <summary>Writes one document as one line of JSON.</summary>
    /// <param name="analysis">What was found.</param>
    /// <param name="file">The file it was found in, as it shall appear in the document.</param>
    /// <param name="sha256">Hash of that file, lower-case hexadecimal.</param>
    public static string Write(TrackAnalysis analysis, string file, string sha256)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(sha256);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("file", file);
            json.WriteString("sha256", sha256);
            Number(json, "durationSeconds", analysis.DurationSeconds, 4);
            json.WriteNumber("sampleRate", analysis.SampleRate);
            WriteRhythm(json, analysis);
            WriteTonality(json, analysis);
            WriteForm(json, analysis);
            WriteLevel(json, analysis);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteRhythm(Utf8JsonWriter json, TrackAnalysis analysis)
    {
        json.WriteStartObject("tempo");
        Number(json, "bpm", analysis.Beats.Bpm, 3);
        Number(json, "confidence", analysis.Beats.Confidence, 3);
        json.WriteEndObject();
        json.WriteNumber("meter", analysis.Beats.Meter);
        Numbers(json, "beats", analysis.Beats.Beats, 4);
        Numbers(json, "downbeats", analysis.Beats.Downbeats, 4);
    }

    private static void WriteTonality(Utf8JsonWriter json, TrackAnalysis analysis)
    {
        json.WriteStartObject("key");
        WriteKey(json, analysis.Key.Key);
        Number(json, "confidence", analysis.Key.Confidence, 3);
        json.WriteStartObject("secondBest");
        WriteKey(json, analysis.Key.SecondBest);
        json.WriteEndObject();
        json.WriteEndObject();
        Number(json, "tuningHz", analysis.Key.TuningHz, 2);
        Items(json, "chords", analysis.Chords, chord =>
        {
            Span(json, chord.Start, chord.End);
            json.WriteString("label", chord.Label);
        });
    }

    private static void WriteKey(Utf8JsonWriter json, Keys.MusicalKey key)
    {
        json.WriteString("tonic", key.TonicName);
        json.WriteString("mode", Name(key.Mode));
        json.WriteString("camelot", key.Camelot);
    }

    private static void WriteForm(Utf8JsonWriter json, TrackAnalysis analysis)
    {
        Items(json, "sections", analysis.Sections, section =>
        {
            Span(json, section.Start, section.End);
            json.WriteString("label", Name(section.Label));
            Number(json, "energy", section.Energy, 3);
            json.WriteNumber("group", section.Group);
        });
        Items(json, "vocals", analysis.Vocals, region => Span(json, region.Start, region.End));
    }

    private static void WriteLevel(Utf8JsonWriter json, TrackAnalysis analysis)
    {
        json.WriteStartObject("energy");
        Number(json, "hopSeconds", analysis.Energy.HopSeconds, 4);
        Numbers(json, "values", analysis.Energy.Values, 3);
        json.WriteEndObject();
        json.WriteStartObject("loudness");
        Number(json, "integratedLufs", analysis.Loudness.IntegratedLufs, 2);
        Number(json, "rangeLu", analysis.Loudness.RangeLu, 2);
        Number(json, "truePeakDbtp", analysis.Loudness.TruePeakDbtp, 2);
        Number(json, "maxMomentaryLufs", analysis.Loudness.MaxMomentaryLufs, 2);
        Number(json, "maxShortTermLufs", analysis.Loudness.MaxShortTermLufs, 2);
        json.WriteEndObject();
    }

    // The contract writes modes and section labels in lower case.
    private static string Name<T>(T value)
        where T : struct, Enum => Enum.GetName(value)!.ToLowerInvariant();

    private static void Span(Utf8JsonWriter json, double start, double end)
    {
        Number(json, "start", start, 4);
        Number(json, "end", end, 4);
    }

    private static void Number(Utf8JsonWriter json, string name, double value, int digits) => json.WriteNumber(name, Math.Round(value, digits));

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values, int digits)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(Math.Round(value, digits));
        }

        json.WriteEndArray();
    }

    private static void Items<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
