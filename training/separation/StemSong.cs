using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Training.Separation;

/// <summary>A song as its four stems, in the order of <see cref="Names"/>; a stem that the song lacks is silent.</summary>
internal sealed record StemSong(string Name, AudioBuffer[] Stems)
{
    public static readonly string[] Names = ["vocals", "drums", "bass", "other"];

    /// <summary>Samples per stem.</summary>
    public int Length => Stems[0].Length;

    /// <summary>Reads PREFIX_vocals.wav and so on, in any audio format.</summary>
    public static async Task<StemSong> ReadAsync(string prefix)
    {
        var reader = new AudioFileReader([new WavDecoder(), new FFmpegDecoder()], new DecodingOptions());
        var stems = new List<AudioBuffer?>();
        foreach (var name in Names)
        {
            var file = Directory.EnumerateFiles(Path.GetDirectoryName(prefix)!, $"{Path.GetFileName(prefix)}_{name}.*").FirstOrDefault();
            stems.Add(file is null ? null : (await reader.ReadRecordingAsync(file, SurroundSound.Fold, CancellationToken.None)).Audio);
        }

        var present = stems.OfType<AudioBuffer>().ToList();
        var (rate, length) = (present[0].SampleRate, present.Min(s => s.Length));
        return new StemSong(Path.GetFileName(prefix), [.. stems.Select(s => s is null ? new AudioBuffer(rate, 2, length) : Stereo(s, length))]);
    }

    /// <summary>Sum of the stems.</summary>
    public AudioBuffer Mix()
    {
        var mix = new AudioBuffer(Stems[0].SampleRate, Stems[0].ChannelCount, Length);
        foreach (var stem in Stems)
        {
            for (var channel = 0; channel < mix.ChannelCount; channel++)
            {
                TensorPrimitives.Add(mix.Channel(channel), stem.Channel(channel)[..Length], mix.Channel(channel));
            }
        }

        return mix;
    }

    /// <summary>The song with both channels summed into one.</summary>
    public StemSong Mono() => new(Name + " mono", [.. Stems.Select(stem =>
    {
        var mono = new AudioBuffer(stem.SampleRate, 1, stem.Length);
        TensorPrimitives.Add(stem.Channel(0), stem.Channel(1), mono.Channel(0));
        TensorPrimitives.Multiply(mono.Channel(0), 0.5f, mono.Channel(0));
        return mono;
    })]);

    /// <summary>
    /// Stems of several songs in one, changed in gain, balance, width, tilt and speed, so that neither the levels nor the arrangement of any song are learnt.
    /// </summary>
    public static StemSong Remix(string name, IReadOnlyList<StemSong> songs, double seconds, Random random)
    {
        var band = songs[random.Next(songs.Count)];
        var voice = songs[random.Next(songs.Count)];
        var beat = random.NextDouble() < 0.5 ? band : songs[random.Next(songs.Count)];
        StemSong[] sources = [voice, beat, band, band];
        var rate = band.Stems[0].SampleRate;
        var length = (int)(seconds * rate);
        double bandSpeed = Between(random, 0.93, 1.07), voiceSpeed = Between(random, 0.93, 1.07);
        var stems = new AudioBuffer[Names.Length];
        for (var i = 0; i < stems.Length; i++)
        {
            var source = sources[i].Stems[i];
            stems[i] = Change(source, random.Next(Math.Max(1, sources[i].Length - 2 * length)), length, i == 0 ? voiceSpeed : bandSpeed, random);
            var wanted = Math.Sqrt((Power(band.Stems[i]) + 1e-9) / (Power(source) + 1e-9));
            if (Power(band.Stems[i]) > 1e-7)
            {
                Scale(stems[i], wanted);
            }

            Scale(stems[i], Math.Pow(10, Between(random, -5, 5) / 20));
        }

        return new StemSong(name, stems);
    }

    private static AudioBuffer Stereo(AudioBuffer stem, int length) =>
        new(stem.SampleRate, [.. Enumerable.Range(0, 2).Select(c => stem.Channel(Math.Min(c, stem.ChannelCount - 1))[..length].ToArray())]);

    private static AudioBuffer Change(AudioBuffer stem, int start, int length, double speed, Random random)
    {
        var to = (int)Math.Round(stem.SampleRate / speed);
        var taken = Math.Min(stem.Length - start, (int)(length * speed) + 1);
        float[][] channels = [.. Enumerable.Range(0, 2).Select(c => Resampler.Resample(stem.Channel(c).Slice(start, taken), stem.SampleRate, to, default))];
        var changed = new AudioBuffer(stem.SampleRate, 2, length);
        double width = Between(random, 0.3, 1.3), balance = Between(random, -3, 3), tilt = Between(random, -0.35, 0.35);
        float left = (float)Math.Pow(10, balance / 40), right = 1 / left;
        float lowLeft = 0, lowRight = 0;
        for (var i = 0; i < Math.Min(length, channels[0].Length); i++)
        {
            float mid = 0.5f * (channels[0][i] + channels[1][i]), side = (float)width * 0.5f * (channels[0][i] - channels[1][i]);
            float l = left * (mid + side), r = right * (mid - side);
            (lowLeft, lowRight) = (lowLeft + 0.1f * (l - lowLeft), lowRight + 0.1f * (r - lowRight));
            changed.Channel(0)[i] = l + (float)tilt * (l - 2 * lowLeft);
            changed.Channel(1)[i] = r + (float)tilt * (r - 2 * lowRight);
        }

        return changed;
    }

    private static double Power(AudioBuffer buffer) =>
        Enumerable.Range(0, buffer.ChannelCount).Sum(c => (double)TensorPrimitives.SumOfSquares<float>(buffer.Channel(c))) / buffer.Length / buffer.ChannelCount;

    private static void Scale(AudioBuffer buffer, double gain)
    {
        for (var channel = 0; channel < buffer.ChannelCount; channel++)
        {
            TensorPrimitives.Multiply(buffer.Channel(channel), (float)gain, buffer.Channel(channel));
        }
    }

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
