using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Brings a mix to its loudness under a true-peak ceiling.</summary>
/// <remarks>
/// 1. DC and infrasound out; gentle bus compression.
/// 2. Gain to the target (ITU-R BS.1770-4, EBU R 128), then the limiter; limiting takes loudness away, so the gain is corrected by what is missing
///    and the limiter run again on the same mix, until the result is within 0.05 LU.
/// 3. The gain never exceeds +24 dB, and never pushes peaks more than 15 dB into the limiter: a sparse or nearly silent mix stays what it is.
///    Silence stays silence.
/// 4. The result's own true peak is measured; should it exceed the ceiling by a hair, the whole is trimmed by that hair.
/// </remarks>
internal static class MasteringChain
{
    private const double MostGainDb = 24;
    private const double MostLimitingDb = 15;
    private const double ToleranceLu = 0.05;
    private const int MostPasses = 6;

    /// <summary>Masters a stereo mix in place.</summary>
    public static void Process(AudioBuffer mix, double targetLufs, double ceilingDbtp, Action<double> progress, CancellationToken cancellationToken)
    {
        for (var c = 0; c < mix.ChannelCount; c++)
        {
            DcBlocker.Process(mix.Channel(c), mix.SampleRate);
        }

        if (Loudness(mix) <= LoudnessMeter.SilenceLufs)
        {
            return;
        }

        new BusCompressor(mix.SampleRate).Process(mix, cancellationToken);
        progress(0.2);
        var peaks = TruePeaks.Of(mix, cancellationToken);
        var most = Math.Min(MostGainDb, ceilingDbtp + MostLimitingDb - Decibels(Peak(peaks)));
        var limiter = new TruePeakLimiter(ceilingDbtp, mix.SampleRate);
        var master = new AudioBuffer(mix.SampleRate, mix.ChannelCount, mix.Length);
        var gain = Math.Min(most, targetLufs - Loudness(mix));
        progress(0.4);
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            limiter.Process(mix, peaks, Math.Pow(10, gain / 20), master, cancellationToken);
            var missing = targetLufs - Loudness(master);
            progress(0.4 + 0.5 * pass / MostPasses);
            if (Math.Abs(missing) <= ToleranceLu || (missing > 0 && gain >= most))
            {
                break;
            }

            gain = Math.Min(most, gain + missing * (missing > 0 ? 1.15 : 1));
        }

        Trim(master, ceilingDbtp, mix, cancellationToken);
    }

    private static void Trim(AudioBuffer master, double ceilingDbtp, AudioBuffer output, CancellationToken cancellationToken)
    {
        var ceiling = Math.Pow(10, ceilingDbtp / 20);
        var trim = (float)Math.Min(1, ceiling / Math.Max(Peak(TruePeaks.Of(master, cancellationToken)), ceiling));
        for (var c = 0; c < master.ChannelCount; c++)
        {
            TensorPrimitives.Multiply(master.Channel(c), trim, output.Channel(c));
        }
    }

    private static double Peak(float[] peaks) => peaks.Length == 0 ? 0 : TensorPrimitives.Max<float>(peaks);

    private static double Decibels(double magnitude) => 20 * Math.Log10(Math.Max(magnitude, 1e-10));

    private static double Loudness(AudioBuffer audio)
    {
        var meter = new LoudnessMeter(audio.SampleRate, audio.ChannelCount);
        for (var c = 0; c < audio.ChannelCount; c++)
        {
            meter.Add(c, audio.Channel(c));
        }

        return meter.IntegratedLufs();
    }
}
