using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Encoding;

/// <summary>How much lower a master has to peak so that its coded form stays under the ceiling that players need.</summary>
/// <remarks>Lossy coding moves every partial a little, and peaks add up anew. At 192 kb/s a master at −1 dBTP comes back with up to −0.5 dBTP from MP3, Ogg Vorbis
/// and Opus, and with up to +0.3 from ffmpeg's AAC. Louder masters touch their ceiling everywhere, and so find the partials that add up most: at −9 LUFS what coding adds
/// is half a decibel more.</remarks>
internal static class CodingHeadroom
{
    private const double UsualLufs = -14;
    private const double DbPerLu = 0.1;

    private const int UsualKilobits = 192;

    /// <summary>Whether coding may add more than any room is enough for: to louder masters, and at lower bit rates, it does to a moment here and there.</summary>
    /// <param name="format">What the master is coded as.</param>
    /// <param name="lufs">How loud it is.</param>
    /// <param name="kilobits">Kilobits per second.</param>
    public static bool IsUncertain(AudioFormat format, double lufs, int kilobits) => Of(format, lufs) > 0 && (lufs > UsualLufs || kilobits < UsualKilobits);

    /// <summary>Room for the peaks that coding adds, dB.</summary>
    /// <param name="format">What the master is coded as.</param>
    /// <param name="lufs">How loud it is to become.</param>
    public static double Of(AudioFormat format, double lufs)
    {
        var louder = DbPerLu * Math.Max(0, lufs - UsualLufs);
        return format switch
        {
            AudioFormat.Mp3 or AudioFormat.Ogg or AudioFormat.Opus => 0.25 + louder,
            AudioFormat.M4a => 0.9 + louder,
            _ => 0,
        };
    }
}
