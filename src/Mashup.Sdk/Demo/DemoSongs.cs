using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Demo;

/// <summary>Synthetic songs: for machines with no music on them, for benchmarks and for first tries. The same samples on every run.</summary>
public static class DemoSongs
{
    private const int SampleRate = 44100;

    /// <summary>Synthesises a song.</summary>
    /// <param name="song">Which one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>About 70 seconds, stereo, 44.1 kHz, peak −1 dBFS.</returns>
    public static AudioBuffer Create(DemoSong song, CancellationToken cancellationToken = default)
    {
        var score = DemoScore.Of(song);
        var step = 60 / score.Bpm / 4 * SampleRate;
        var bars = DemoScore.Form.Sum(p => p.Bars);
        var band = new DemoBand(new AudioBuffer(SampleRate, 2, (int)(step * 16 * bars) + SampleRate), score.Seed);
        var melody = new Random(score.Seed);
        var bar = 0;
        foreach (var part in DemoScore.Form)
        {
            var tune = Tune(melody, part.IsChorus);
            for (var b = 0; b < part.Bars; b++, bar++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var chords = part.IsChorus ? score.Chorus : score.Verse;
                PlayBar(band, score, part, chords[b % chords.Length], tune[b % 4], bar * 16 * step, step);
            }
        }

        return band.Mix();
    }

    private static void PlayBar(DemoBand band, DemoScore score, DemoPart part, int chord, (int Step, int Length, int Degree)[] tune, double start, double step)
    {
        if (part.Drums)
        {
            Each(score.Kick, band.Kick);
            Each(score.Snare, band.Snare);
            Each(score.Hat, band.Hat);
        }

        if (part.Bass)
        {
            Each(score.Kick, at => band.Bass(at, step * 3, score.Note(1, chord)));
        }

        Each(score.Riff, at => band.Chord(at, step * 2.5, [score.Note(3, chord), score.Note(3, chord + 2), score.Note(3, chord + 4)]));
        if (part.Vocals)
        {
            foreach (var (at, length, degree) in tune)
            {
                band.Sing(start + at * step, length * step, score.Note(4, (chord + degree) % 7));
            }
        }

        void Each(int[] steps, Action<double> play)
        {
            foreach (var s in steps)
            {
                play(start + s * step);
            }
        }
    }

    /// <summary>Four bars of melody: chord tones on the strong beats, neighbours between them, a breath at the end of each bar.</summary>
    private static (int Step, int Length, int Degree)[][] Tune(Random random, bool chorus)
    {
        int[] steps = chorus ? [0, 4, 8, 11] : [0, 3, 6, 8, 12];
        return [.. Enumerable.Range(0, 4).Select(_ => steps.Select((s, i) => (s, chorus ? 3 : 2, i % 2 == 0 ? 2 * random.Next(3) : random.Next(5))).ToArray())];
    }
}
