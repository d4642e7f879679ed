using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>How a file is written.</summary>
public sealed class EncodingOptions
{
    /// <summary>File format.</summary>
    /// <value>The default value is <see cref="AudioFormat.Wav"/>.</value>
    public AudioFormat Format { get; set; } = AudioFormat.Wav;

    /// <summary>Bits per sample of WAV and FLAC: 16 (dithered), 24, or 32 (float, WAV only).</summary>
    /// <value>The default value is 24.</value>
    public int BitsPerSample { get; set; } = 24;

    /// <summary>Bit rate of the lossy formats, in kilobits per second.</summary>
    /// <value>The default value is 192.</value>
    public int KilobitsPerSecond { get; set; } = 192;

    /// <summary>Tags such as <c>title</c>, <c>artist</c>, <c>bpm</c>, <c>key</c>, written where the format has them.</summary>
    /// <value>The default value is empty.</value>
    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>();

    /// <summary>Picture of the front cover, a whole JPEG or PNG file; written into MP3, FLAC, Ogg, Opus and M4A.</summary>
    /// <value>The default value is empty: the engine draws the cover of a mashup itself.</value>
    public ReadOnlyMemory<byte> Cover { get; set; }

    /// <summary>The ffmpeg program: a name looked up on the PATH, or a path.</summary>
    /// <value>The default value is <c>ffmpeg</c>.</value>
    public string FFmpegPath { get; set; } = "ffmpeg";
}
