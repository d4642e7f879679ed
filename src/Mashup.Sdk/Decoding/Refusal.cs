namespace Mashup.Sdk.Decoding;

/// <summary>The sentences that say why a file cannot be used.</summary>
internal static class Refusal
{
    /// <summary>Any other reason, as the end of a sentence that begins with the file's name.</summary>
    public static UnusableInputException Because(string path, string reason, Exception? cause = null) => new(MashupStage.Decode, path, reason, cause);

    /// <summary>The file is not built as its format asks.</summary>
    public static UnusableInputException Broken(string path, string how) => Because(path, $"is damaged: {how}; export or download it again");

    /// <summary>The file ends before its song does.</summary>
    public static UnusableInputException CutShort(string path, string how) => Because(path, $"is cut short: {how}; export or download it again");

    /// <summary>The song is over the limit.</summary>
    public static UnusableInputException TooLong(string path, TimeSpan? length, DecodingOptions limits) =>
        Because(path, $"is {(length is { } l ? Clock(l) : "too")} long; songs up to {Clock(limits.MaxDuration)} are accepted");

    /// <summary>A length as people write it: 4:05, or 1:02:03.</summary>
    public static string Clock(TimeSpan length)
    {
        var seconds = (long)Math.Round(length.TotalSeconds);
        return seconds >= 3600 ? $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}" : $"{seconds / 60}:{seconds % 60:00}";
    }
}
