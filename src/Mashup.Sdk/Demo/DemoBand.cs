using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Demo;

/// <summary>Plays notes into a stereo buffer: drums of decaying sines and noise, saw-tooth bass and chords, a voice of harmonics under formants.</summary>
/// <remarks>Voice: additive source-filter synthesis after Klatt, "Software for a cascade/parallel formant synthesizer", JASA 67(3), 1980.</remarks>
internal sealed class DemoBand(AudioBuffer buffer, int seed)
{
    private static readonly (double F1, double F2, double F3)[] Vowels = [(800, 1200, 2500), (400, 2000, 2600), (450, 800, 2600), (650, 1700, 2500)];

    private readonly Random _noise = new(seed);
    private int _syllable;

    public void Kick(double at) => Play(at, 0.30, 0, t => 0.9 * Math.Exp(-t * 11) * Math.Sin(2 * Math.PI * (48 * t + 3.2 * (1 - Math.Exp(-t * 32)))));

    public void Snare(double at) => Play(at, 0.22, 0, t => 0.45 * Math.Exp(-t * 19) * (Noise() + 0.7 * Math.Sin(2 * Math.PI * 188 * t)));

    public void Hat(double at)
    {
        var last = 0.0;
        Play(at, 0.06, 0.3, t =>
        {
            var white = Noise();
            var high = white - last;
            last = white;
            return 0.14 * Math.Exp(-t * 70) * high;
        });
    }

    public void Bass(double at, double length, int note) => Saw(at, length, note, 0, 0.34, 500);

    public void Chord(double at, double length, int[] notes)
    {
        foreach (var (i, note) in notes.Index())
        {
            Saw(at, length, note, (i - 1) * 0.7, 0.1, 2600);
        }
    }

    public void Sing(double at, double length, int note)
    {
        var (f1, f2, f3) = Vowels[_syllable++ % Vowels.Length];
        var frequency = Frequency(note);
        var partials = Enumerable.Range(1, (int)(5000 / frequency))
            .Select(h => (Resonance(h * frequency, f1, 90) + 0.6 * Resonance(h * frequency, f2, 110) + 0.35 * Resonance(h * frequency, f3, 160)) / Math.Sqrt(h))
            .ToArray();
        var seconds = length / buffer.SampleRate;
        Play(at, seconds, 0, t =>
        {
            var consonant = t < 0.03 ? 0.08 * Noise() * (1 - t / 0.03) : 0;
            var vibrato = 0.004 * Math.Min(t / 0.25, 1) * Math.Sin(2 * Math.PI * 5.4 * t);
            return consonant + 0.2 * Math.Min(t / 0.04, 1) * Math.Min((seconds - t) / 0.06, 1) * Harmonics(partials, frequency * (t + vibrato / 5.4));
        });
    }

    /// <summary>The finished song at −1 dBFS peak.</summary>
    public AudioBuffer Mix()
    {
        var peak = Math.Max(TensorPrimitives.MaxMagnitude<float>(buffer.Channel(0)), TensorPrimitives.MaxMagnitude<float>(buffer.Channel(1)));
        for (var c = 0; c < 2; c++)
        {
            TensorPrimitives.Multiply(buffer.Channel(c), 0.891f / Math.Abs(peak), buffer.Channel(c));
        }

        return buffer;
    }

    private void Saw(double at, double length, int note, double pan, double level, double cutoff)
    {
        var frequency = Frequency(note);
        var partials = Enumerable.Range(1, Math.Max(1, (int)(2 * cutoff / frequency)))
            .Select(h => level / h / (1 + Math.Pow(h * frequency / cutoff, 2)))
            .ToArray();
        var seconds = length / buffer.SampleRate;
        Play(at, seconds, pan, t =>
            Harmonics(partials, frequency * t) * Math.Min(t / 0.005, 1) * Math.Min((seconds - t) / 0.02, 1) * Math.Exp(-t * 1.6));
    }

    /// <summary>Sum of a·sin(2π h cycles) over the harmonics h = 1, 2, …, by sin((h + 1)x) = 2 cos x sin hx − sin((h − 1)x).</summary>
    private static double Harmonics(double[] amplitudes, double cycles)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (cycles - Math.Floor(cycles)));
        double before = 0, sum = 0;
        foreach (var amplitude in amplitudes)
        {
            sum += amplitude * sine;
            (before, sine) = (sine, 2 * cosine * sine - before);
        }

        return sum;
    }

    private void Play(double at, double seconds, double pan, Func<double, double> voice)
    {
        Span<float> left = buffer.Channel(0), right = buffer.Channel(1);
        var first = (int)Math.Ceiling(at);
        var end = Math.Min(buffer.Length, first + (int)(seconds * buffer.SampleRate));
        float gainLeft = (float)Math.Cos((pan + 1) * Math.PI / 4) * 1.414f, gainRight = (float)Math.Sin((pan + 1) * Math.PI / 4) * 1.414f;
        for (var i = first; i < end; i++)
        {
            var sample = (float)voice((i - at) / buffer.SampleRate);
            left[i] += gainLeft * sample;
            right[i] += gainRight * sample;
        }
    }

    private double Noise() => _noise.NextDouble() * 2 - 1;

    private static double Frequency(int note) => 440 * Math.Pow(2, (note - 69) / 12.0);

    private static double Resonance(double f, double centre, double width) => 1 / (1 + Math.Pow((f - centre) / width, 2));
}
