using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Training.Separation;

/// <summary>
/// The four stems at their barest: a gliding, vibrating voice in the centre, bursts of noise and falling tones, a low line, chords anywhere in the panorama.
/// They keep the fit to what the stems are by nature where the songs have nothing of the kind: sparse frames, silence between hits, pure tones.
/// </summary>
internal static class SketchSong
{
    private const int Rate = 44100;

    public static StemSong Make(string name, double seconds, Random random)
    {
        var stems = StemSong.Names.Select(_ => new AudioBuffer(Rate, 2, (int)(seconds * Rate))).ToArray();
        var beat = Between(random, 0.3, 0.7);
        var present = Enumerable.Range(0, 4).Select(_ => random.NextDouble() < 0.6).ToArray();
        // Two at least: a song of one stem has nothing to tell apart.
        present[random.Next(2)] = present[2 + random.Next(2)] = true;
        double voicePan = Between(random, -0.1, 0.1), level = Between(random, 0.05, 0.2);
        for (var time = 0.0; time < seconds && present[0]; time += beat * random.Next(1, 5))
        {
            Tone(stems[0], time, beat * Between(random, 0.5, 3), Note(random, 150, 900), Between(random, 0.1, 0.3), voicePan, random.Next(3, 12), Between(random, 0.003, 0.015), 6);
        }

        for (var time = 0.0; time < seconds && present[1]; time += beat * random.Next(1, 3) / 2)
        {
            if (random.Next(2) == 0)
            {
                Fall(stems[1], time, Between(random, 40, 70), Between(random, 0.3, 0.9), Between(random, 8, 35));
            }
            else
            {
                Burst(stems[1], time, Note(random, 0.0005, 0.08), Between(random, 0.1, 0.6), random);
            }
        }

        for (var time = 0.0; time < seconds && present[2]; time += beat * random.Next(1, 3))
        {
            Tone(stems[2], time, beat * Between(random, 0.4, 2), Note(random, 35, 130), Between(random, 0.15, 0.4), 0, random.Next(1, 4), 0, 0);
        }

        double step = beat * random.Next(2, 12), chordPan = Between(random, -1, 1);
        for (var time = 0.0; time < seconds && present[3]; time += step)
        {
            var root = Note(random, 180, 1000);
            for (var i = 0; i < random.Next(1, 4); i++)
            {
                Tone(stems[3], time, step * 1.02, root * (1 + 0.25 * i), level, chordPan, random.Next(1, 6), 0, 0);
            }
        }

        return new StemSong(name, stems);
    }

    private static void Tone(AudioBuffer stem, double start, double length, double hertz, double level, double pan, int partials, double vibrato, double vibratoHertz)
    {
        double left = Math.Sqrt((1 - pan) / 2), right = Math.Sqrt((1 + pan) / 2), phase = 0;
        int first = (int)(start * Rate), count = Math.Min((int)(length * Rate), stem.Length - first);
        for (var i = 0; i < count; i++)
        {
            var time = (double)i / Rate;
            phase += 2 * Math.PI * hertz * (1 + vibrato * Math.Sin(2 * Math.PI * vibratoHertz * time)) / Rate;
            double value = 0, envelope = level * Math.Min(1, Math.Min(time, (double)(count - i) / Rate) * 60);
            for (var k = 1; k <= partials && k * hertz < 8000; k++)
            {
                value += Math.Sin(k * phase) / k;
            }

            stem.Channel(0)[first + i] += (float)(left * envelope * value);
            stem.Channel(1)[first + i] += (float)(right * envelope * value);
        }
    }

    private static void Fall(AudioBuffer stem, double start, double hertz, double level, double decay)
    {
        int first = (int)(start * Rate), count = Math.Min((int)(0.4 * Rate), stem.Length - first);
        for (var i = 0; i < count; i++)
        {
            var time = (double)i / Rate;
            var value = (float)(level * Math.Exp(-decay * time) * Math.Sin(2 * Math.PI * (hertz * time - 4 * Math.Exp(-30 * time))));
            stem.Channel(0)[first + i] += value;
            stem.Channel(1)[first + i] += value;
        }
    }

    private static void Burst(AudioBuffer stem, double start, double seconds, double level, Random random)
    {
        var first = (int)(start * Rate);
        var centred = random.Next(2) == 0;
        for (var i = 0; i < Math.Min((int)(4 * seconds * Rate), stem.Length - first); i++)
        {
            var envelope = level * Math.Exp(-i / (seconds * Rate));
            var value = random.NextDouble() - 0.5;
            stem.Channel(0)[first + i] += (float)(envelope * value);
            stem.Channel(1)[first + i] += (float)(envelope * (centred ? value : random.NextDouble() - 0.5));
        }
    }

    private static double Note(Random random, double low, double high) => low * Math.Pow(high / low, random.NextDouble());

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
