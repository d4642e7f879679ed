using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Compatibility;

/// <summary>How evenly a voice and a band fill the spectrum together: bass, middle and top.</summary>
/// <remarks>One minus the spread of the three bands of the sum, after Davies et al., "AutoMashUpper" (IEEE/ACM TASLP 22(12), 2014).</remarks>
internal static class SpectralBalance
{
    // Music falls by about 4.5 dB an octave; the tilt makes an evenly filled spectrum read even.
    private static readonly double[] Tilt = [0, 4, 12];

    /// <summary>Amplitude below 220 Hz, up to 1760 Hz and above, over a range of beats.</summary>
    public static double[] Bands(Song song, int start, int count)
    {
        var features = song.Track.Analysis.BeatFeatures;
        return [Amplitude(features.LowDb, start, count, Tilt[0]), Amplitude(features.MidDb, start, count, Tilt[1]), Amplitude(features.HighDb, start, count, Tilt[2])];
    }

    /// <summary>1 for an even sum, 0 where all is in one band. The voice takes the lead's middle and top; its bass stays out.</summary>
    public static double Of(double[] lead, double[] bed)
    {
        var (low, mid, high) = (bed[0], 0.5 * lead[1] + bed[1], 0.5 * lead[2] + bed[2]);
        var total = low + mid + high;
        return total <= 0 ? 0.5 : 1 - Math.Sqrt((Off(low) + Off(mid) + Off(high)) / 3) / Math.Sqrt(2 / 9d);

        double Off(double band) => Math.Pow(band / total - 1 / 3d, 2);
    }

    private static double Amplitude(IReadOnlyList<float> levels, int start, int count, double tilt)
    {
        var (sum, counted) = (0d, 0);
        for (var i = Math.Max(0, start); i < Math.Min(levels.Count, (long)start + count); i++)
        {
            (sum, counted) = float.IsFinite(levels[i]) ? (sum + Math.Clamp(levels[i], -100, 20), counted + 1) : (sum, counted);
        }

        return levels.Count == 0 ? 0 : Math.Pow(10, ((counted > 0 ? sum / counted : -100) + tilt) / 20);
    }
}
