using System.Text.Json;

namespace Mashup.Sdk.Tests.Planning;

/// <summary>Holds documents to docs/reference/mashup.plan-1.schema.json: the keywords of JSON Schema 2020-12 that it uses, and no others.</summary>
internal static class PlanSchema
{
    private static readonly string[] Annotations = ["$schema", "$defs", "title", "description", "default"];
    private static readonly Lazy<JsonElement> Schema = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "reference", "mashup.plan-1.schema.json"))).RootElement);

    public static IReadOnlyList<string> Violations(string json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<string>();
        Check(Schema.Value, document.RootElement, "$", found);
        return found;
    }

    private static void Check(JsonElement schema, JsonElement value, string path, List<string> found)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var rule = keyword.Value;
            var kept = keyword.Name switch
            {
                "$ref" => Follow(rule.GetString()!, value, path, found),
                "type" => IsOfType(value, rule.GetString()!),
                "const" => value.ValueKind == rule.ValueKind && value.ToString() == rule.ToString(),
                "enum" => rule.EnumerateArray().Any(e => e.ValueKind == value.ValueKind && e.ToString() == value.ToString()),
                "minimum" => value.GetDouble() >= rule.GetDouble(),
                "maximum" => value.GetDouble() <= rule.GetDouble(),
                "exclusiveMinimum" => value.GetDouble() > rule.GetDouble(),
                "minItems" => value.GetArrayLength() >= rule.GetInt32(),
                "minLength" => value.GetString()!.Length >= rule.GetInt32(),
                "required" => value.ValueKind == JsonValueKind.Object && rule.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _)),
                "properties" => Properties(rule, value, path, found),
                "items" => Items(rule, value, path, found),
                var other => Annotations.Contains(other) ? true : throw new NotSupportedException($"The schema uses '{other}', which this check does not know."),
            };
            if (!kept)
            {
                found.Add($"{path} breaks {keyword.Name}: {value.ToString()[..Math.Min(60, value.ToString().Length)]}");
                return;
            }
        }
    }

    private static bool Follow(string reference, JsonElement value, string path, List<string> found)
    {
        Check(reference.TrimStart('#', '/').Split('/').Aggregate(Schema.Value, (s, n) => s.GetProperty(n)), value, path, found);
        return true;
    }

    private static bool Properties(JsonElement rule, JsonElement value, string path, List<string> found)
    {
        foreach (var property in rule.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var inner))
            {
                Check(property.Value, inner, $"{path}.{property.Name}", found);
            }
        }

        return true;
    }

    private static bool Items(JsonElement rule, JsonElement value, string path, List<string> found)
    {
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            Check(rule, item, $"{path}[{index}]", found);
        }

        return true;
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Mashup.Sdk.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The repository is not above the tests.");
        }

        return folder;
    }
}
