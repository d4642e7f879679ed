using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>How much lower a master has to peak so that its coded form stays under the ceiling that players need.</summary>
/// <remarks>Lossy coding moves every partial a little, and peaks add up anew. At 192 kb/s a master at −1 dBTP comes back with up to −0.5 dBTP from MP3, Ogg Vorbis
/// and Opus, and with up to +0.3 from ffmpeg's AAC.</remarks>
internal static class CodingHeadroom
{
    /// <summary>Room for the peaks that coding adds, dB.</summary>
    public static double Of(AudioFormat format) => format switch
    {
        AudioFormat.Mp3 or AudioFormat.Ogg or AudioFormat.Opus => 0.25,
        AudioFormat.M4a => 0.9,
        _ => 0,
    };
}
