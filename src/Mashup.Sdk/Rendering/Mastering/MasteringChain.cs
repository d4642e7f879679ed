using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

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
    private const double SilenceLufs = -69.9;
    private const int MostPasses = 6;

    /// <summary>Masters a stereo mix in place.</summary>
    public static void Process(AudioBuffer mix, double targetLufs, double ceilingDbtp, Action<double> progress, CancellationToken cancellationToken)
    {
        for (var c = 0; c < mix.ChannelCount; c++)
        {
            DcBlocker.Process(mix.Channel(c), mix.SampleRate);
        }

        var loudness = Loudness(mix);
        if (loudness <= SilenceLufs)
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
        var power = new double[audio.Length / (audio.SampleRate / 10)];
        var hop = audio.SampleRate / 10;
        var buf = new float[audio.Length];
        for (var c = 0; c < audio.ChannelCount; c++)
        {
            double fs = audio.SampleRate, k = Math.Tan(Math.PI * 1681.974450955533 / fs), vh = Math.Pow(10, 3.999843853973347 / 20), vb = Math.Pow(vh, 0.4996667741545416), q = 0.7071752369554196, a0 = 1 + k / q + k * k;
            var shelf = new Dsp.Biquad((vh + vb * k / q + k * k) / a0, 2 * (k * k - vh) / a0, (vh - vb * k / q + k * k) / a0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
            k = Math.Tan(Math.PI * 38.13547087602444 / fs); q = 0.5003270373238773; a0 = 1 + k / q + k * k;
            var hp = new Dsp.Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
            shelf.Process(audio.Channel(c), buf);
            hp.Process(buf, buf);
            for (var i = 0; i < power.Length; i++)
            {
                power[i] += TensorPrimitives.SumOfSquares<float>(buf.AsSpan(i * hop, hop)) / hop;
            }
        }

        var blocks = Enumerable.Range(0, Math.Max(0, power.Length - 3)).Select(i => (power[i] + power[i + 1] + power[i + 2] + power[i + 3]) / 4).Where(p => -0.691 + 10 * Math.Log10(p) > -70).ToArray();
        if (blocks.Length == 0)
        {
            return -70;
        }

        var gate = blocks.Average() / 10;
        return -0.691 + 10 * Math.Log10(blocks.Where(p => p > gate).Average());
    }
}
