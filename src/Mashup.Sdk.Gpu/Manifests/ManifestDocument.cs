using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>Reads and writes manifests. A field that is not known is refused: a misspelt setting would make noise, not an error.</summary>
internal static class ManifestDocument
{
    private const long MostBytes = 4 << 20;

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
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.ModelManifest) ?? throw new JsonException("it is empty");
            ManifestRules.Check(manifest, path);
            return manifest;
        }
        catch (JsonException e)
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"is not a model manifest: {Reason(e)}.", e);
        }
    }

    public static string Write(ModelManifest manifest) => JsonSerializer.Serialize(manifest, ManifestJson.Default.ModelManifest);

    private static string Reason(JsonException e) => e.Message.Contains("could not be mapped", StringComparison.Ordinal)
        ? $"there is no field {e.Path?.TrimStart('$', '.')}"
        : e.Message.Split(" Path:")[0].TrimEnd('.');
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [
        typeof(CamelCase<TensorKind>), typeof(CamelCase<WindowShape>), typeof(CamelCase<PadMode>), typeof(CamelCase<MaskExtension>), typeof(CamelCase<ChunkUnit>),
        typeof(CamelCase<ChunkWindow>), typeof(CamelCase<ChunkTail>), typeof(CamelCase<OutputMeaning>), typeof(CamelCase<LevelNorm>), typeof(CamelCase<BranchNorm>)],
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

/// <summary>Writes <c>cacLast</c> for <c>CacLast</c>.</summary>
internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
