using System.Text.Json;
using System.Text.Json.Serialization;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Planning.Documents;

/// <summary>How the records of a plan appear in JSON; generated at build time, so that it also works without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters = [typeof(MusicalKeyConverter), typeof(WarpPointConverter), typeof(LowerCaseStem), typeof(LowerCaseLabel)])]
[JsonSerializable(typeof(MashupPlan))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;

/// <summary>Stems by their lower-case names.</summary>
internal sealed class LowerCaseStem() : JsonStringEnumConverter<StemKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Section labels by their lower-case names.</summary>
internal sealed class LowerCaseLabel() : JsonStringEnumConverter<SectionLabel>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A key as <c>{"tonic":"A","mode":"minor"}</c>.</summary>
internal sealed class MusicalKeyConverter : JsonConverter<MusicalKey>
{
    public override MusicalKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("tonic", out var tonic) || tonic.ValueKind != JsonValueKind.String
            || !document.RootElement.TryGetProperty("mode", out var mode) || mode.ValueKind != JsonValueKind.String)
        {
            throw new JsonException();
        }

        try
        {
            return new MusicalKey(MusicalKey.ParseTonic(tonic.GetString()!), mode.GetString() switch
            {
                "major" => Mode.Major,
                "minor" => Mode.Minor,
                var other => throw new FormatException($"'{other}' is not a mode: expected major or minor."),
            });
        }
        catch (FormatException exception)
        {
            throw new JsonException(null, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, MusicalKey value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("tonic", value.TonicName);
        writer.WriteString("mode", value.Mode == Mode.Major ? "major" : "minor");
        writer.WriteEndObject();
    }
}

/// <summary>A warp point on one line: a plan has hundreds, and people read and edit them.</summary>
internal sealed class WarpPointConverter : JsonConverter<WarpPoint>
{
    public override WarpPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("beat", out var beat) && beat.ValueKind == JsonValueKind.Number
            && document.RootElement.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Number
            ? new WarpPoint(beat.GetDouble(), source.GetDouble())
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, WarpPoint value, JsonSerializerOptions options) =>
        writer.WriteRawValue(FormattableString.Invariant($"{{\"beat\":{value.Beat:R},\"source\":{value.Source:R}}}"));
}
