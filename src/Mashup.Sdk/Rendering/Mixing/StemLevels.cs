using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Brings the voice and the band of every song to the level they have in a typical one, so that any voice stands level with any band.</summary>
/// <remarks>
/// A plan makes songs equally loud; but how far a voice lies below its song differs by five decibels and more from song to song, and bands of songs without much
/// voice are all of their song.
/// 1. Gated loudness (ITU-R BS.1770-4) of the song, its vocals and the rest, from 400 ms of every two seconds: within a few tenths of the whole's.
/// 2. What a stem differs from the typical level is given back, 6 dB at most. What lies far below its song is bleed and no voice: it stays where it is.
/// 3. The typical levels put a voice at the loudness of all the rest, where listeners want it (P. Pestana, J. Reiss, "Intelligent audio production strategies
///    informed by best practices", AES 53rd International Conference, 2014).
/// It depends on the songs alone: levels that somebody sets in the plan are heard as they are set.
/// </remarks>
internal static class StemLevels
{
    private const double TypicalVocalsLu = -4.5;
    private const double TypicalBandLu = -1.7;
    private const double BleedLu = -14;
    private const double MostDb = 6;
    private const double BlockSeconds = 0.4;
    private const double EverySeconds = 2;
    private const double SettlingSeconds = 0.05;

    /// <summary>Gain for a stem of a song, dB.</summary>
    public static double GainDb(SongBalance? balance, StemKind stem) => (balance, stem) switch
    {
        (null, _) or (_, StemKind.Mix) => 0,
        (_, StemKind.Vocals) => balance.VocalsLu < BleedLu ? 0 : Limited(TypicalVocalsLu - balance.VocalsLu),
        _ => Limited(TypicalBandLu - balance.BandLu),
    };

    /// <summary>Measures a song by its stems; <see langword="null"/> for silence.</summary>
    public static SongBalance? Measure(StemSet stems)
    {
        List<double> song = [], vocals = [], band = [];
        int rate = stems.Vocals.SampleRate, settling = (int)(SettlingSeconds * rate), block = (int)(BlockSeconds * rate), every = (int)(EverySeconds * rate);
        float[][] voice = [new float[settling + block], new float[settling + block]], rest = [new float[settling + block], new float[settling + block]];
        for (var start = 0; start + settling + block <= stems.Vocals.Length; start += every)
        {
            for (var c = 0; c < 2; c++)
            {
                Read(stems.Vocals, c, start, voice[c]);
                Read(stems.Drums, c, start, rest[c]);
                Add(stems.Bass, c, start, rest[c]);
                Add(stems.Other, c, start, rest[c]);
            }

            vocals.Add(Power(voice, settling, rate));
            band.Add(Power(rest, settling, rate));
            TensorPrimitives.Add(voice[0], rest[0], voice[0]);
            TensorPrimitives.Add(voice[1], rest[1], voice[1]);
            song.Add(Power(voice, settling, rate));
        }

        var whole = LoudnessMeter.GatedLufs(song);
        return whole <= LoudnessMeter.SilenceLufs ? null : new SongBalance(LoudnessMeter.GatedLufs(vocals) - whole, LoudnessMeter.GatedLufs(band) - whole);
    }

    private static double Limited(double db) => double.IsNaN(db) ? 0 : Math.Clamp(db, -MostDb, MostDb);

    private static ReadOnlySpan<float> Part(AudioBuffer stem, int channel, int start, int length) =>
        stem.Channel(Math.Min(channel, stem.ChannelCount - 1)).Slice(start, length);

    private static void Read(AudioBuffer stem, int channel, int start, float[] samples) => Part(stem, channel, start, samples.Length).CopyTo(samples);

    private static void Add(AudioBuffer stem, int channel, int start, float[] samples) =>
        TensorPrimitives.Add(samples, Part(stem, channel, start, samples.Length), samples);

    // Weighted mean square, the channels summed, after the filters have settled.
    private static double Power(float[][] stereo, int settling, int sampleRate)
    {
        KWeighting left = new(sampleRate), right = new(sampleRate);
        _ = KWeighting.Energies(left, right, stereo[0].AsSpan(0, settling), stereo[1].AsSpan(0, settling));
        var (first, second) = KWeighting.Energies(left, right, stereo[0].AsSpan(settling), stereo[1].AsSpan(settling));
        return (first + second) / (stereo[0].Length - settling);
    }
}
