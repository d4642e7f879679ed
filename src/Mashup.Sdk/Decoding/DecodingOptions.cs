namespace Mashup.Sdk.Decoding;

/// <summary>What an input file may ask of the machine.</summary>
public sealed class DecodingOptions
{
    /// <summary>Longest song accepted.</summary>
    /// <value>The default value is 15 minutes.</value>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Shortest song accepted.</summary>
    /// <value>The default value is 2 seconds.</value>
    public TimeSpan MinDuration { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Largest file accepted, in bytes.</summary>
    /// <value>The default value is 1 GiB.</value>
    public long MaxFileBytes { get; set; } = 1L << 30;

    /// <summary>Longest time one file may take to decode.</summary>
    /// <value>The default value is 2 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The ffmpeg program: a name looked up on the PATH, or a path.</summary>
    /// <value>The default value is <c>ffmpeg</c>.</value>
    public string FFmpegPath { get; set; } = "ffmpeg";

    /// <summary>What becomes of surround sound.</summary>
    internal SurroundSound Surround { get; private init; } = SurroundSound.Fold;

    /// <summary>The same limits for a reading that wants the channels as they are.</summary>
    internal DecodingOptions KeepingSurround() => new()
    {
        MaxDuration = MaxDuration, MinDuration = MinDuration, MaxFileBytes = MaxFileBytes, Timeout = Timeout, FFmpegPath = FFmpegPath, Surround = SurroundSound.Keep,
    };
}
