using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Repeats every three quarters of a beat, from side to side, each darker and 4 dB softer than the one before.</summary>
/// <remarks>What enters, both sides summed, leaves left after one delay and right after two; the loop has a high-pass and a low-pass.</remarks>
internal sealed class Echo
{
    private const double Beats = 0.75;
    private const float Feedback = 0.63f;
    private const float Level = 0.5f;
    private const double LowestHz = 300;
    private const double HighestHz = 4500;
    private const int Repeats = 14;

    private readonly float[] _left;
    private readonly float[] _right;
    private readonly OnePole _low;
    private readonly OnePole _high;

    public Echo(double samplesPerBeat, int sampleRate)
    {
        var delay = DelayOf(samplesPerBeat, sampleRate);
        (_left, _right) = (new float[delay], new float[delay]);
        (_low, _high) = (new OnePole(LowestHz, sampleRate), new OnePole(HighestHz, sampleRate));
    }

    /// <summary>Samples until it has died away.</summary>
    public static int TailOf(double samplesPerBeat, int sampleRate) => Repeats * DelayOf(samplesPerBeat, sampleRate);

    /// <summary>Replaces what was sent by its repeats.</summary>
    public void Process(Span<float> left, Span<float> right)
    {
        float low = 0, high = 0;
        for (int i = 0, at = 0; i < left.Length; i++, at = at + 1 == _left.Length ? 0 : at + 1)
        {
            float first = _left[at], second = _right[at];
            var into = (left[i] + right[i]) / 2 + Feedback * second;
            high += _high.Share * (into - high);
            low += _low.Share * (high - low);
            _left[at] = high - low;
            _right[at] = Feedback * first;
            (left[i], right[i]) = (Level * first, Level * second);
        }
    }

    private static int DelayOf(double samplesPerBeat, int sampleRate) => Math.Clamp((int)Math.Round(Beats * samplesPerBeat), 64, 8 * sampleRate);
}
