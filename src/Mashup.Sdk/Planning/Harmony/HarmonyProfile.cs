using System.Numerics.Tensors;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Planning.Songs;

namespace Mashup.Sdk.Planning.Harmony;

/// <summary>The harmony of a song, its voice or its band in steps of half a mashup bar, so that windows of two can be compared at any transposition.</summary>
/// <remarks>
/// Beat-synchronous chroma correlation after Davies, Hamel, Yoshii and Goto, "AutoMashUpper" (IEEE/ACM TASLP 22(12), 2014):
/// 1. Each step's chroma is the mean over its beats; for bands and mixes plus the template of the recognised chord, which steadies noisy chroma.
/// 2. The mean over the 12 classes is taken off and the rest scaled to length 1, so a product of two steps is their correlation, −1 to 1.
/// 3. A window's harmony is compared step by step; rotating one side by r classes tells how it would sound r semitones higher.
/// </remarks>
internal sealed class HarmonyProfile
{
    private readonly float[][] _steps;

    private HarmonyProfile(float[][] steps, int beatsPerStep)
    {
        _steps = steps;
        BeatsPerStep = beatsPerStep;
    }

    /// <summary>Beats of the song in one step.</summary>
    public int BeatsPerStep { get; }

    /// <summary>Harmony as the full mix tells it.</summary>
    /// <param name="song">The song.</param>
    /// <param name="beatsPerStep">Its beats in half a bar of the mashup.</param>
    public static HarmonyProfile OfMix(Song song, int beatsPerStep) => OfBand(song, song.Track.Analysis.BeatFeatures.Chroma, beatsPerStep);

    /// <summary>Harmony of an accompaniment: chroma, steadied by the song's chords.</summary>
    /// <param name="song">The song.</param>
    /// <param name="chroma">Chroma of each of its beats.</param>
    /// <param name="beatsPerStep">Its beats in half a bar of the mashup.</param>
    public static HarmonyProfile OfBand(Song song, IReadOnlyList<float[]> chroma, int beatsPerStep)
    {
        var perBeat = PerBeat(song, chroma);
        for (var i = 0; i < perBeat.Length; i++)
        {
            perBeat[i] = Unit(perBeat[i]);
        }

        AddChords(song, perBeat);
        return new HarmonyProfile(Steps(perBeat, beatsPerStep), beatsPerStep);
    }

    /// <summary>Harmony of a voice alone: what is sung loudest counts most, and no chord is taken for granted.</summary>
    /// <param name="song">The song.</param>
    /// <param name="chroma">Chroma of each of its beats.</param>
    /// <param name="beatsPerStep">Its beats in half a bar of the mashup.</param>
    public static HarmonyProfile OfVoice(Song song, IReadOnlyList<float[]> chroma, int beatsPerStep) => new(Steps(PerBeat(song, chroma), beatsPerStep), beatsPerStep);

    /// <summary>Number of steps that begin on a beat of the song.</summary>
    public int Count => _steps.Length;

    /// <summary>Writes a window as one vector, of which products with another song's are sums of correlations.</summary>
    /// <param name="start">First beat.</param>
    /// <param name="semitones">How many semitones it is moved up.</param>
    /// <param name="window">12 values for each of its steps.</param>
    public void Write(int start, int semitones, Span<float> window)
    {
        var rotation = ((-semitones % 12) + 12) % 12;
        window.Clear();
        for (var (k, beat) = (0, start); k < window.Length && beat < _steps.Length; (k, beat) = (k + 12, beat + BeatsPerStep))
        {
            _steps[beat].AsSpan(rotation, 12).CopyTo(window[k..]);
        }
    }

    /// <summary>Correlation of two windows, −1 to 1.</summary>
    /// <param name="other">The other song.</param>
    /// <param name="start">First beat in this song.</param>
    /// <param name="otherStart">First beat in the other song.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="semitones">How many semitones this song is moved up against the other.</param>
    public double Correlate(HarmonyProfile other, int start, int otherStart, int steps, int semitones)
    {
        var rotation = ((-semitones % 12) + 12) % 12;
        var sum = 0f;
        for (var k = 0; k < steps; k++)
        {
            var (a, b) = (start + k * BeatsPerStep, otherStart + k * other.BeatsPerStep);
            if (a >= 0 && b >= 0 && a < _steps.Length && b < other._steps.Length)
            {
                // Class c of this song, moved up by s, sounds as class c + s: so class c of the other meets class c − s of this one.
                sum += TensorPrimitives.Dot(_steps[a].AsSpan(rotation, 12), other._steps[b].AsSpan(0, 12));
            }
        }

        return steps > 0 ? sum / steps : 0;
    }

    private static float[][] PerBeat(Song song, IReadOnlyList<float[]> chroma) =>
        [.. Enumerable.Range(0, song.Beats.Length).Select(i => i < chroma.Count && chroma[i].Length == 12 && chroma[i].All(float.IsFinite) ? chroma[i] : new float[12])];

    private static float[][] Steps(float[][] perBeat, int beatsPerStep)
    {
        var steps = new float[perBeat.Length][];
        for (var i = 0; i < steps.Length; i++)
        {
            var sum = new float[12];
            for (var k = i; k < Math.Min(steps.Length, i + beatsPerStep); k++)
            {
                TensorPrimitives.Add(sum, perBeat[k], sum);
            }

            var unit = Unit(sum);
            steps[i] = [.. unit, .. unit];
        }

        return steps;
    }

    private static void AddChords(Song song, float[][] perBeat)
    {
        var beat = 0;
        foreach (var chord in song.Track.Analysis.Chords)
        {
            var template = Template(chord.Label);
            while (beat < perBeat.Length && song.TimeOf(beat) < chord.Start - 0.1)
            {
                beat++;
            }

            for (; beat < perBeat.Length && song.TimeOf(beat) < chord.End - 0.1; beat++)
            {
                if (template is not null)
                {
                    TensorPrimitives.Add(perBeat[beat], template, perBeat[beat]);
                }
            }
        }
    }

    private static float[]? Template(string label)
    {
        var colon = label.IndexOf(':', StringComparison.Ordinal);
        var root = colon < 0 ? label.Split('/')[0] : label[..colon];
        if (root is "N" or "X" or "" || !TryTonic(root, out var tonic))
        {
            return null;
        }

        var minor = colon >= 0 && label.AsSpan(colon + 1).StartsWith("min", StringComparison.Ordinal);
        var template = new float[12];
        template[tonic] = template[(tonic + (minor ? 3 : 4)) % 12] = template[(tonic + 7) % 12] = 1;
        return Unit(template);
    }

    private static bool TryTonic(string root, out int tonic)
    {
        tonic = 0;
        try
        {
            tonic = MusicalKey.ParseTonic(root);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static float[] Unit(float[] chroma)
    {
        var mean = chroma.Average();
        var unit = chroma.Select(c => float.IsFinite(c) ? c - mean : 0).ToArray();
        var length = TensorPrimitives.Norm<float>(unit);
        if (float.IsFinite(length) && length > 1e-6f)
        {
            TensorPrimitives.Divide(unit, length, unit);
            return unit;
        }

        return new float[12];
    }
}
