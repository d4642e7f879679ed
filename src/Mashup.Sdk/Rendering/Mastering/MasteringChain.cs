using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Brings a mix to its loudness under a true-peak ceiling.</summary>
/// <remarks>
/// 1. Gentle bus compression; DC and infrasound out, those that compression made as well.
/// 2. The mix is measured once: true peaks and weighted energy of every frame (<see cref="TruePeaks"/>, <see cref="StoredLoudness"/>). Limiting takes
///    loudness away; the gain under which the limited mix has its loudness (ITU-R BS.1770-4, EBU R 128) is found on those measurements alone.
///    Then the mix is limited, once, and measured; only where that misses by more than 0.05 LU the aim is corrected and it is limited again.
/// 3. The gain never exceeds +40 dB, and never pushes peaks more than 15 dB into the limiter: a sparse or nearly silent mix stays what it is.
///    Silence stays silence.
/// </remarks>
internal static class MasteringChain
{
    private const double MostGainDb = 40;
    private const double MostLimitingDb = 15;
    private const double ExpectedLimitingDb = 3;
    private const double ToleranceLu = 0.05;
    private const int MostPasses = 4;
    private const int MostSteps = 6;

    // Of the compressor, and whole ones of the limiter as well.
    private const int PieceFrames = 2048;

    /// <summary>Masters a stereo mix.</summary>
    /// <returns>The master; of silence, the mix itself. The mix is worked on and is no longer what it was.</returns>
    public static AudioBuffer Process(AudioBuffer mix, double targetLufs, double ceilingDbtp, Action<double> progress, CancellationToken cancellationToken)
    {
        var stored = Prepare(mix, cancellationToken);
        var unlimited = stored.IntegratedLufs();
        if (unlimited <= LoudnessMeter.SilenceLufs)
        {
            return mix;
        }

        progress(0.4);
        var expected = targetLufs - unlimited + ExpectedLimitingDb;
        var peaks = TruePeaks.Of(mix, (float)Math.Pow(10, (ceilingDbtp - expected) / 20), cancellationToken);
        var most = Math.Min(MostGainDb, ceilingDbtp + MostLimitingDb - Decibels(Peak(peaks)));
        var limiter = new TruePeakLimiter(ceilingDbtp, mix.SampleRate);
        var master = new AudioBuffer(mix.SampleRate, mix.ChannelCount, mix.Length);
        var aim = targetLufs;
        progress(0.6);
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            var (gain, gains) = Gain(stored, limiter, peaks, aim, most, cancellationToken);
            if (gain > expected)
            {
                (peaks, expected) = (TruePeaks.Of(mix, cancellationToken), MostGainDb);
                (gain, gains) = Gain(stored, limiter, peaks, aim, most, cancellationToken);
            }

            limiter.Process(mix, peaks, Math.Pow(10, gain / 20), gains, master, cancellationToken);
            var missing = targetLufs - Loudness(master);
            progress(0.6 + 0.3 * pass / MostPasses);
            if (Math.Abs(missing) <= ToleranceLu || (missing > 0 && gain >= most))
            {
                break;
            }

            aim += missing;
        }

        return master;
    }

    // Compresses and blocks DC piece by piece; each piece is measured while the next one is filtered.
    private static StoredLoudness Prepare(AudioBuffer mix, CancellationToken cancellationToken)
    {
        var compressor = new BusCompressor(mix);
        var blocker = new DcBlocker(mix.SampleRate);
        var stored = new StoredLoudness(mix.SampleRate, mix.Length);
        var piece = PieceFrames * compressor.Frame;
        for (var start = 0; start < mix.Length + piece; start += piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int from = Math.Min(start, mix.Length), to = Math.Min(start + piece, mix.Length), before = Math.Max(0, start - piece);
            Parallel.Invoke(
                () =>
                {
                    compressor.Process(start / compressor.Frame, PieceFrames);
                    blocker.Process(mix.Channel(0)[from..to], mix.Channel(1)[from..to]);
                },
                () => stored.Add(mix.Channel(0)[before..from], mix.Channel(1)[before..from]));
        }

        return stored;
    }

    // The gain in dB under which the stored energies, limited, have a loudness, and what it makes of the limiter's gains: by the secant, since limiting
    // takes the more away the more there is to limit.
    private static (double Gain, float[] Gains) Gain(
        StoredLoudness stored, TruePeakLimiter limiter, float[] peaks, double lufs, double most, CancellationToken cancellationToken)
    {
        var (before, gain) = (0.0, Math.Min(most, lufs - stored.IntegratedLufs()));
        var gains = limiter.Gains(peaks, Math.Pow(10, gain / 20));
        var (missingBefore, missing) = (gain, lufs - stored.IntegratedLufs(gains));
        for (var step = 0; step < MostSteps && Math.Abs(missing) > ToleranceLu / 3 && !(missing > 0 && gain >= most); step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var slope = Math.Clamp((missingBefore - missing) / (gain - before), 0.25, 1);
            (before, missingBefore, gain) = (gain, missing, Math.Min(most, gain + missing / (double.IsFinite(slope) ? slope : 1)));
            gains = limiter.Gains(peaks, Math.Pow(10, gain / 20));
            missing = lufs - stored.IntegratedLufs(gains);
        }

        return (gain, gains);
    }

    private static double Peak(float[] peaks) => peaks.Length == 0 ? 0 : TensorPrimitives.Max<float>(peaks);

    private static double Decibels(double magnitude) => 20 * Math.Log10(Math.Max(magnitude, 1e-10));

    private static double Loudness(AudioBuffer audio)
    {
        var meter = new LoudnessMeter(audio.SampleRate, audio.ChannelCount);
        meter.AddStereo(audio.Channel(0), audio.Channel(1));
        return meter.IntegratedLufs();
    }
}
