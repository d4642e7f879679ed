using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Inspection;

/// <summary>What the waveform shows in one column of pixels.</summary>
/// <param name="Low">Lowest sample.</param>
/// <param name="High">Highest sample.</param>
/// <param name="Rms">Root mean square.</param>
/// <param name="Brightness">0 for bass alone, 1 for treble alone.</param>
/// <remarks>
/// 1. Extremes of the mono mix in the column.
/// 2. One-pole filters at 200 Hz and 2.5 kHz part bass, middle and treble; their powers make the RMS.
/// 3. Half the middle and the treble, raised to weigh as much as the bass, against all three are the brightness.
/// </remarks>
internal readonly record struct WaveformColumn(float Low, float High, float Rms, float Brightness)
{
    private const double BassHz = 200;
    private const double TrebleHz = 2500;
    private const float TrebleGain = 2.5f;

    /// <summary>The columns of a stretch of a song; both channels together.</summary>
    public static WaveformColumn[] Of(AudioBuffer audio, PlotAxis axis, CancellationToken cancellationToken)
    {
        var columns = new WaveformColumn[(int)axis.Width];
        var bass = new LowPass(BassHz, audio.SampleRate);
        var treble = new LowPass(TrebleHz, audio.SampleRate);
        for (var i = 0; i < columns.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = Math.Clamp((long)Math.Floor((axis.Start + i * axis.SecondsPerPixel) * audio.SampleRate), 0, audio.Length);
            var last = Math.Clamp((long)Math.Ceiling((axis.Start + (i + 1) * axis.SecondsPerPixel) * audio.SampleRate), first, audio.Length);
            columns[i] = Of(audio, (int)first, (int)last, bass, treble);
        }

        return columns;
    }

    private static WaveformColumn Of(AudioBuffer audio, int first, int last, LowPass bass, LowPass treble)
    {
        var (low, high) = (0f, 0f);
        var (lowPower, midPower, highPower) = (0f, 0f, 0f);
        ReadOnlySpan<float> left = audio.Channel(0);
        ReadOnlySpan<float> right = audio.Channel(audio.ChannelCount - 1);
        for (var i = first; i < last; i++)
        {
            var sample = (left[i] + right[i]) / 2;
            if (!(Math.Abs(sample) < 16))
            {
                continue;
            }

            (low, high) = (Math.Min(low, sample), Math.Max(high, sample));
            var (slow, rest) = (bass.Next(sample), sample - treble.Next(sample));
            var middle = sample - slow - rest;
            (lowPower, midPower, highPower) = (lowPower + slow * slow, midPower + middle * middle, highPower + rest * rest);
        }

        var count = Math.Max(1, last - first);
        var rms = MathF.Sqrt((lowPower + midPower + highPower) / count);
        var (b, m, t) = (MathF.Sqrt(lowPower), MathF.Sqrt(midPower), TrebleGain * MathF.Sqrt(highPower));
        return new WaveformColumn(low, high, rms, b + m + t > 0 ? (m / 2 + t) / (b + m + t) : 0);
    }

    private sealed class LowPass(double hz, int sampleRate)
    {
        private readonly float _share = new OnePole(hz, sampleRate).Share;
        private float _value;

        public float Next(float sample) => _value += _share * (sample - _value);
    }
}
