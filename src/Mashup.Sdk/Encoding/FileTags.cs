using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>Names of tags in the file formats.</summary>
internal static class FileTags
{
    private const int LongestText = 4000;

    /// <summary>The text of a tag, without control characters, or <see langword="null"/> where it is not given or empty.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && Clean(value) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>The tags under the names ffmpeg's writer of the format knows, in the order of the names, so that the file is the same on every run.</summary>
    public static IEnumerable<(string Name, string Text)> ForFFmpeg(AudioFormat format, IReadOnlyDictionary<string, string> tags) =>
        from tag in tags
        let name = Name(format, tag.Key.ToLowerInvariant())
        let text = Clean(tag.Value)
        where name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && text.Length > 0
        orderby name
        select (name, text);

    private static string Name(AudioFormat format, string tag) => (format, tag) switch
    {
        (AudioFormat.Mp3, "bpm") => "TBPM",
        (AudioFormat.Mp3, "key") => "TKEY",
        (AudioFormat.Mp3, "software") => "TSSE",
        (AudioFormat.M4a, "bpm") => "tmpo",
        (AudioFormat.Flac, "software") => "software",
        (AudioFormat.M4a, "key") => "grouping",
        (AudioFormat.M4a, "software") => "description",
        (_, "key") => "initialkey",
        (_, "software") => "encoder",
        _ => tag,
    };

    private static string Clean(string text)
    {
        var kept = string.Concat(text.Where(c => !char.IsControl(c))).Trim();
        return kept.Length > LongestText ? kept[..LongestText] : kept;
    }
}
