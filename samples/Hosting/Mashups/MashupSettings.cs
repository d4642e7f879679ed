using System.Text.Json;

namespace Mashup.Hosting.Mashups;

/// <summary>What a mashup was asked to be; kept with it, so that it can be made again.</summary>
internal sealed record MashupSettings(IReadOnlyList<string> TrackIds, double DurationSeconds, double Energy, double Style, int Variants, int Seed, string? VocalsTrackId)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static MashupSettings FromJson(string json) => JsonSerializer.Deserialize<MashupSettings>(json, JsonSerializerOptions.Web)!;
}
