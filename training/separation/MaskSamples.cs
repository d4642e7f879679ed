using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Training.Separation;

/// <summary>Bands drawn from mixes whose stems are known: the evidence on each, and what a mask's error there is made of.</summary>
internal static class MaskSamples
{
    private const int Folds = 4;
    private const int RemixesPerSong = 6;
    private const int SketchesPerFold = 12;
    private const double SketchSeconds = 15;
    private const double RemixSeconds = 30;
    private const int Thinning = 4;
    private const double SamplesPerSecond = 450;

    /// <summary>
    /// Writes samples of every song, of remixes and of mono. Songs are dealt to folds in turn, and a remix takes stems of one fold only, so that a fold that is
    /// left out is left out altogether.
    /// </summary>
    public static async Task WriteAsync(string path, IReadOnlyList<string> prefixes)
    {
        var songs = new List<StemSong>();
        foreach (var prefix in prefixes)
        {
            songs.Add(await StemSong.ReadAsync(prefix));
        }

        var recipes = new List<(int Fold, int Seed, Func<StemSong> Make)>();
        for (var i = 0; i < songs.Count; i++)
        {
            var (song, fold) = (songs[i], i % Folds);
            var mates = songs.Where((_, j) => j % Folds == fold).ToList();
            recipes.Add((fold, recipes.Count, () => song));
            for (var k = 0; k < RemixesPerSong; k++)
            {
                var seed = recipes.Count;
                var name = $"remix {seed}";
                recipes.Add((fold, seed, () => StemSong.Remix(name, mates, RemixSeconds, new Random(seed)) is var remix && seed % 6 == 0 ? remix.Mono() : remix));
            }
        }

        await WriteAsync(path, recipes);
    }

    /// <summary>Writes samples of sketches, which need no songs.</summary>
    public static Task WriteSketchesAsync(string path) => WriteAsync(
        path, [.. Enumerable.Range(0, SketchesPerFold * Folds).Select(i => (i % Folds, i, (Func<StemSong>)(() => SketchSong.Make($"sketch {i}", SketchSeconds, new Random(i)))))]);

    private static async Task WriteAsync(string path, List<(int Fold, int Seed, Func<StemSong> Make)> recipes)
    {
        await using var file = File.Create(path);
        await using var writer = new BinaryWriter(file);
        writer.Write(FrameEvidence.Count + FrameEvidence.WholeCount);
        writer.Write(recipes.Count);
        var gate = new Lock();
        Parallel.ForEach(recipes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, recipe =>
        {
            var bytes = Sample(recipe.Make(), recipe.Fold, recipe.Seed);
            lock (gate)
            {
                writer.Write(bytes);
                Console.Error.Write('.');
            }
        });
        Console.Error.WriteLine();
    }

    private static byte[] Sample(StemSong song, int fold, int seed)
    {
        var mix = song.Mix();
        var layout = new SpectrogramLayout(mix.SampleRate, mix.Length);
        var bands = new MaskBands(layout);
        var truth = Truth(song, mix, layout, bands, seed, out var totals);
        double expected = 0;
        foreach (var row in truth.OfType<float[][]>())
        {
            for (var band = 0; band < bands.Count; band++)
            {
                expected += Share(row, band, totals);
            }
        }

        var density = SamplesPerSecond * mix.DurationSeconds / expected;
        var frames = new SongFrames(layout, bands, (layout.Frames + TileSeparator.Frames - 1) / TileSeparator.Frames * TileSeparator.Frames);
        var tile = new TileSeparator(mix, layout, bands, frames, RepeatedBackground.Medians());
        tile.Read(mix, 0, layout.Frames);
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        var random = new Random(seed);
        var count = 0;
        for (var frame = 0; frame < layout.Frames; frame++)
        {
            if (truth[frame] is not { } known)
            {
                continue;
            }

            var evidence = tile.Gather(frame, 0, layout.Frames);
            for (var band = 0; band < bands.Count; band++)
            {
                var chance = Math.Min(1, density * Share(known, band, totals));
                if (random.NextDouble() >= chance)
                {
                    continue;
                }

                count++;
                foreach (var row in evidence.Rows)
                {
                    writer.Write((Half)row[band]);
                }

                foreach (var value in evidence.Whole)
                {
                    writer.Write((Half)value);
                }

                foreach (var row in known)
                {
                    writer.Write(row[band]);
                }

                writer.Write((float)(1 / chance));
            }
        }

        using var whole = new MemoryStream();
        using var head = new BinaryWriter(whole);
        head.Write(song.Name);
        head.Write(fold);
        head.Write(count);
        head.Write(memory.ToArray());
        return whole.ToArray();
    }

    /// <summary>Square root of the band's share of the stems' energy: loud bands are drawn more often, and weighted less.</summary>
    private static double Share(float[][] row, int band, float[] totals)
    {
        double share = 0;
        for (var stem = 0; stem < totals.Length; stem++)
        {
            share += row[stem][band] / (totals[stem] + 1e-3f * totals.Max() + 1e-9f);
        }

        return Math.Sqrt(share);
    }

    /// <summary>Per frame, some frames only, and band: the stems' energies Σ|S|², their products with the mix Σ Re S X*, the mix's energy Σ|X|².</summary>
    private static float[][]?[] Truth(StemSong song, AudioBuffer mix, SpectrogramLayout layout, MaskBands bands, int seed, out float[] totals)
    {
        var stft = new Stft(layout.Size);
        float[] Row() => new float[layout.Width];
        float[] mixRe = Row(), mixIm = Row(), re = Row(), im = Row(), energy = Row(), product = Row(), sum = new float[bands.Width];
        var truth = Enumerable.Repeat<float[][]?>(null, layout.Frames).ToArray();
        totals = new float[song.Stems.Length];
        for (var frame = 0; frame < layout.Frames; frame++)
        {
            // Runs of frames that are similar tell little more than one of them.
            if (frame / RepeatedBackground.Queries % Thinning != seed % Thinning)
            {
                continue;
            }

            float[][] row = [.. Enumerable.Range(0, 9).Select(_ => new float[bands.Width])];
            for (var channel = 0; channel < mix.ChannelCount; channel++)
            {
                stft.Analyse(mix.Channel(channel), frame, mixRe, mixIm);
                SplitComplex.Energy(mixRe, mixIm, energy);
                bands.Sum(energy, sum);
                TensorPrimitives.Add(row[8], sum, row[8]);
                for (var stem = 0; stem < song.Stems.Length; stem++)
                {
                    stft.Analyse(song.Stems[stem].Channel(channel), frame, re, im);
                    SplitComplex.Energy(re, im, energy);
                    bands.Sum(energy, sum);
                    totals[stem] += TensorPrimitives.Sum<float>(sum);
                    TensorPrimitives.Add(row[stem], sum, row[stem]);
                    TensorPrimitives.Multiply(re, mixRe, product);
                    TensorPrimitives.MultiplyAdd(im, mixIm, product, product);
                    bands.Sum(product, sum);
                    TensorPrimitives.Add(row[4 + stem], sum, row[4 + stem]);
                }
            }

            truth[frame] = row;
        }

        return truth;
    }
}
