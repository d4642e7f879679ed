namespace Mashup.Sdk.Audio;

/// <summary>File formats the engine can write.</summary>
public enum AudioFormat
{
    /// <summary>RIFF WAVE, linear PCM.</summary>
    Wav,

    /// <summary>Free Lossless Audio Codec.</summary>
    Flac,

    /// <summary>MPEG-1 layer III.</summary>
    Mp3,

    /// <summary>Vorbis in Ogg.</summary>
    Ogg,

    /// <summary>Opus in Ogg.</summary>
    Opus,

    /// <summary>AAC in MPEG-4.</summary>
    M4a,
}
