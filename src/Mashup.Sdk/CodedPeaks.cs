using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Rendering.Mastering;

namespace Mashup.Sdk;

/// <summary>Keeps the peaks of a loud master down that lossy coding adds: codes it on trial and turns down, for moments, what came back too high.</summary>
/// <remarks>
/// Coding moves every partial a little. A master that touches its ceiling everywhere has one attack among hundreds whose partials then add up to a decibel or two
/// more, and another one with the next setting: no fixed room is enough for it, and one that were would be too much for all others.
/// 1. The recording is coded and decoded, its true peaks are measured.
/// 2. Around each one over the limit the recording is turned down by the excess and a little more: for 10 ms, with ramps of 10 ms.
/// 3. Once more, for what lies beside is coded differently then; four times at most.
/// </remarks>
internal sealed class CodedPeaks(AudioFileReader reader)
{
    private const int MostTrials = 4;
    private const double MarginDb = 0.25;
    private const double HoldSeconds = 0.005;
    private const double RampSeconds = 0.01;

    /// <summary>The recording as it is to be coded.</summary>
    /// <param name="audio">The recording; not modified.</param>
    /// <param name="limitDbtp">True peak that its coded form is to stay under.</param>
    /// <param name="encode">Codes a recording into a file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<AudioBuffer> SettleAsync(
        AudioBuffer audio, double limitDbtp, Func<AudioBuffer, string, Task> encode, CancellationToken cancellationToken)
    {
        var limit = (float)Math.Pow(10, limitDbtp / 20);
        var file = Path.Combine(Path.GetTempPath(), $"mashup-{Guid.NewGuid():N}.tmp");
        try
        {
            for (var trial = 0; trial < MostTrials; trial++)
            {
                await encode(audio, file).ConfigureAwait(false);
                var coded = (await reader.ReadRecordingAsync(file, SurroundSound.Fold, cancellationToken).ConfigureAwait(false)).Audio;
                var peaks = TruePeaks.Of(coded, limit, cancellationToken);
                if (peaks.Length == 0 || TensorPrimitives.Max<float>(peaks) <= limit)
                {
                    break;
                }

                audio = TurnedDown(audio, peaks, limit, (double)TruePeaks.Frame * audio.SampleRate / coded.SampleRate);
            }

            return audio;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static AudioBuffer TurnedDown(AudioBuffer audio, float[] peaks, float limit, double samplesPerFrame)
    {
        double hold = HoldSeconds * audio.SampleRate, ramp = RampSeconds * audio.SampleRate;
        var margin = (float)Math.Pow(10, -MarginDb / 20);
        var gains = new float[audio.Length];
        gains.AsSpan().Fill(1);
        for (var frame = 0; frame < peaks.Length; frame++)
        {
            if (peaks[frame] <= limit)
            {
                continue;
            }

            var (centre, depth) = ((frame + 0.5) * samplesPerFrame, 1 - margin * limit / peaks[frame]);
            var (from, to) = (Math.Max(0, (int)(centre - hold - ramp)), Math.Min(gains.Length, (int)(centre + hold + ramp) + 1));
            for (var i = from; i < to; i++)
            {
                var x = Math.Clamp((Math.Abs(i - centre) - hold) / ramp, 0, 1);
                gains[i] = Math.Min(gains[i], (float)(1 - depth * (0.5 + 0.5 * Math.Cos(Math.PI * x))));
            }
        }

        var lower = new AudioBuffer(audio.SampleRate, audio.ChannelCount, audio.Length);
        for (var c = 0; c < audio.ChannelCount; c++)
        {
            TensorPrimitives.Multiply(audio.Channel(c), gains, lower.Channel(c));
        }

        return lower;
    }
}
