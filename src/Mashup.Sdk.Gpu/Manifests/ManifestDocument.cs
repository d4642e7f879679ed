using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>Reads and writes manifests. A field that is not known is refused: a misspelt setting would make noise, not an error.</summary>
internal static class ManifestDocument
{
    private const long MostBytes = 4 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public static ModelManifest ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new UnusableInputException(MashupStage.Separate, path, "is too large for a model manifest.");
            }

            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"cannot be read: {e.Message}", e);
        }
    }

    public static ModelManifest Read(string json, string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(json, Json) ?? throw new JsonException("it is empty");
            ManifestRules.Check(manifest, path);
            return manifest;
        }
        catch (JsonException e)
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"is not a model manifest: {Reason(e)}.", e);
        }
    }

    public static string Write(ModelManifest manifest) => JsonSerializer.Serialize(manifest, Json);

    private static string Reason(JsonException e) => e switch
    {
        _ when e.Message.Contains("could not be mapped", StringComparison.Ordinal) => $"there is no field {e.Path?.TrimStart('$', '.')}",
        _ when e.Message.Contains("could not be converted", StringComparison.Ordinal) => $"the value of {e.Path?.TrimStart('$', '.')} is not one it can have",
        _ => e.Message.Split(" Path:")[0].TrimEnd('.'),
    };
}
