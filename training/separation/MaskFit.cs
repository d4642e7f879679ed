using System.Globalization;
using System.Numerics.Tensors;
using System.Text;

namespace Mashup.Sdk.Training.Separation;

/// <summary>Fits the network of masks to samples, says what it reaches on songs left out, and writes its weights as source.</summary>
/// <remarks>
/// 1. Loss: over mixes and stems, the logarithm of the error's energy Σ w (|S|² − 2 m Re S X* + m² |X|²): the score itself, in nepers.
///    Its gradient divides by each stem's error so far, which runs along from one pass over the samples to the next.
/// 2. Adam (D. Kingma, J. Ba, ICLR 2015) with a rate that falls along a cosine, samples in a fixed random order.
/// 3. Evidence is standardised for the fit; what is written out takes it as it comes.
/// </remarks>
internal static class MaskFit
{
    private const int Batch = 512;
    private const int Stems = 4;
    private const double Rate = 4e-3;

    public static void Run(string path, string[] options)
    {
        int Option(string name, int otherwise) => Array.IndexOf(options, name) is >= 0 and var i ? int.Parse(options[i + 1], CultureInfo.InvariantCulture) : otherwise;
        var data = MaskData.Read(path.Split(','));
        int passes = Option("--passes", 8), folds = Option("--folds", 4), only = Option("--fold", -1);
        int[] units = [Option("--first", 32), Option("--second", 16)];
        var without = Array.IndexOf(options, "--without") is >= 0 and var w ? options[w + 1].Split(',').Select(int.Parse).ToArray() : [];
        var target = Array.IndexOf(options, "--write") is >= 0 and var t ? options[t + 1] : null;
        var (offset, scale) = Standardise(data, without);
        Console.WriteLine($"{data.Mixes.Count} mixes, {data.Mixes.Sum(m => m.Count)} samples of {data.Features}");
        if (target is null || folds > 0)
        {
            var left = new List<(MixSamples Mix, double[] Decibels)>();
            Parallel.For(0, folds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, fold =>
            {
                if (only >= 0 && fold != only)
                {
                    return;
                }

                var network = Fit(data, [.. data.Mixes.Where(m => m.Fold != fold)], offset, scale, units, passes, fold);
                lock (left)
                {
                    left.AddRange(data.Mixes.Where(m => m.Fold == fold).Select(m => (m, Score(data, m, network, offset, scale))));
                }
            });
            Report("left out", left);
        }

        if (target is not null)
        {
            var network = Fit(data, data.Mixes, offset, scale, units, passes, 99);
            Report("in sample", [.. data.Mixes.Select(m => (m, Score(data, m, network, offset, scale)))]);
            File.WriteAllText(target, Source(network, offset, scale));
        }
    }

    private static (float[] Offset, float[] Scale) Standardise(MaskData data, int[] without)
    {
        var n = data.Mixes.Sum(m => m.Count);
        double[] sum = new double[data.Features], square = new double[data.Features];
        for (var sample = 0; sample < n; sample += 37)
        {
            var row = data.Evidence(sample);
            for (var i = 0; i < row.Length; i++)
            {
                var x = (double)row[i];
                (sum[i], square[i]) = (sum[i] + x, square[i] + x * x);
            }
        }

        var count = (n + 36) / 37;
        float[] offset = [.. sum.Select(s => (float)(s / count))];
        float[] scale = [.. square.Select((s, i) => without.Contains(i) ? 0 : (float)(1 / Math.Sqrt(Math.Max(1e-4, s / count - offset[i] * offset[i]))))];
        return (offset, scale);
    }

    private static DenseNetwork Fit(MaskData data, IReadOnlyList<MixSamples> mixes, float[] offset, float[] scale, int[] units, int passes, int seed)
    {
        var random = new Random(seed);
        var network = new DenseNetwork([data.Features, .. units, Stems], Batch, random);
        var order = mixes.SelectMany((mix, i) => Enumerable.Range(mix.First, mix.Count).Select(sample => (Sample: sample, Mix: i))).ToArray();
        double[][] error = [.. mixes.Select(m => m.Energy.Select(e => 0.6 * e).ToArray())];
        var steps = (long)passes * (order.Length / Batch);
        long step = 0;
        var gradient = network.Output.Select(r => new float[Batch]).ToArray();
        for (var pass = 0; pass < passes; pass++)
        {
            random.Shuffle(order);
            double[][] running = [.. mixes.Select(_ => new double[Stems])];
            for (var start = 0; start + Batch <= order.Length; start += Batch, step++)
            {
                for (var i = 0; i < Batch; i++)
                {
                    Load(data, order[start + i].Sample, offset, scale, network.Input, i);
                }

                network.Forward();
                for (var i = 0; i < Batch; i++)
                {
                    var (sample, mix) = order[start + i];
                    Loss(data.Truth(sample), network.Output, i, mixes[mix], error[mix], running[mix], gradient);
                }

                network.Backward(gradient, Rate * (0.01 + 0.99 * 0.5 * (1 + Math.Cos(Math.PI * step / steps))));
            }

            var seen = (double)(order.Length / Batch * Batch) / order.Length;
            error = [.. running.Select(r => r.Select(e => e / seen).ToArray())];
            var mean = mixes.Select((m, i) => Enumerable.Range(0, Stems).Average(s => 10 * Math.Log10((m.Energy[s] + 1e-12) / (error[i][s] + m.Floor(s) * 0.1))))
                .Where((_, i) => mixes[i].Energy.All(e => e > 0)).Average();
            Console.Error.WriteLine($"fit {seed}: pass {pass + 1}, mean {mean:F3} dB");
        }

        return network;
    }

    private static void Load(MaskData data, int sample, float[] offset, float[] scale, float[][] input, int column)
    {
        var evidence = data.Evidence(sample);
        for (var i = 0; i < evidence.Length; i++)
        {
            input[i][column] = ((float)evidence[i] - offset[i]) * scale[i];
        }
    }

    private static void Loss(ReadOnlySpan<float> truth, float[][] output, int column, MixSamples mix, double[] error, double[] running, float[][] gradient)
    {
        Span<float> shares = stackalloc float[Stems], slope = stackalloc float[Stems];
        Shares(output, column, shares);
        float inner = 0;
        for (var stem = 0; stem < Stems; stem++)
        {
            var m = shares[stem];
            running[stem] += truth[9] * (truth[stem] - 2 * m * truth[4 + stem] + m * m * truth[8]);
            slope[stem] = (float)(mix.Weight * truth[9] * 2 * (m * truth[8] - truth[4 + stem]) / (error[stem] + mix.Floor(stem)));
            inner += slope[stem] * m;
        }

        for (var stem = 0; stem < Stems; stem++)
        {
            gradient[stem][column] = shares[stem] * (slope[stem] - inner);
        }
    }

    private static void Shares(float[][] output, int column, Span<float> shares)
    {
        for (var stem = 0; stem < Stems; stem++)
        {
            shares[stem] = output[stem][column];
        }

        TensorPrimitives.SoftMax<float>(shares, shares);
    }

    private static double[] Score(MaskData data, MixSamples mix, DenseNetwork network, float[] offset, float[] scale)
    {
        var error = new double[Stems];
        Span<float> shares = stackalloc float[Stems];
        for (var start = 0; start < mix.Count; start += Batch)
        {
            var count = Math.Min(Batch, mix.Count - start);
            for (var i = 0; i < count; i++)
            {
                Load(data, mix.First + start + i, offset, scale, network.Input, i);
            }

            network.Forward();
            for (var i = 0; i < count; i++)
            {
                var truth = data.Truth(mix.First + start + i);
                Shares(network.Output, i, shares);
                for (var stem = 0; stem < Stems; stem++)
                {
                    error[stem] += truth[9] * (truth[stem] - 2 * shares[stem] * truth[4 + stem] + shares[stem] * shares[stem] * truth[8]);
                }
            }
        }

        return [.. error.Select((e, s) => mix.Energy[s] > 0 ? 10 * Math.Log10(mix.Energy[s] / e) : double.NaN)];
    }

    private static void Report(string title, List<(MixSamples Mix, double[] Decibels)> rows)
    {
        foreach (var (mix, decibels) in rows.Where(r => !r.Mix.Name.Contains(' ', StringComparison.Ordinal)).OrderBy(r => r.Mix.First))
        {
            Console.WriteLine($"{title} {mix.Name,-16} {string.Join(' ', decibels.Select(d => $"{d,6:F2}"))}   mean {decibels.Average():F2}");
        }

        foreach (var (name, part) in rows.GroupBy(r => Kind(r.Mix.Name))
            .Select(g => (g.Key, g.Where(r => r.Decibels.All(double.IsFinite)).ToList())).Where(g => g.Item2.Count > 0))
        {
            var means = Enumerable.Range(0, Stems).Select(s => part.Average(r => r.Decibels[s])).ToArray();
            Console.WriteLine($"{title}, all {part.Count} {name}: {string.Join(' ', means.Select(d => $"{d,6:F2}"))}   mean {means.Average():F2}");
        }
    }

    /// <summary>Songs by their first letter, remixes apart from those in mono.</summary>
    private static string Kind(string name) => name.Split(' ') switch { [var song] => song[..1], [var kind, _] => kind, var words => words[0] + " mono" };

    private static string Source(DenseNetwork network, float[] offset, float[] scale)
    {
        var text = new StringBuilder($$"""
            namespace Mashup.Sdk.Separation;

            /// <summary>Constants of <see cref="MaskNetwork"/>, fitted to songs whose stems are known; training/separation fits them again.</summary>
            internal static class MaskWeights
            {
                /// <summary>Units of the first hidden layer.</summary>
                public const int FirstUnits = {{network.Layers[0].Units}};

                /// <summary>Units of the second hidden layer.</summary>
                public const int SecondUnits = {{network.Layers[1].Units}};

            """);
        string[] names = ["First", "Second", "Third"];
        string[] summaries = ["Per unit: its offset, then the weight of each row of evidence.", "Per unit: its offset, then the weights of the first layer's units.", "Per stem: its offset, then the weights of the second layer's units."];
        for (var i = 0; i < names.Length; i++)
        {
            text.Append($"\n    /// <summary>{summaries[i]}</summary>\n    public static ReadOnlySpan<float> {names[i]} =>\n    [\n");
            var layer = network.Layers[i];
            var values = new List<string>();
            for (var unit = 0; unit < layer.Units; unit++)
            {
                var row = layer.Weights.AsSpan(unit * (layer.Inputs + 1), layer.Inputs + 1).ToArray();
                if (i == 0)
                {
                    for (var k = 0; k < layer.Inputs; k++)
                    {
                        row[1 + k] *= scale[k];
                        row[0] -= row[1 + k] * offset[k];
                    }
                }

                values.AddRange(row.Select(v => v.ToString("0.####", CultureInfo.InvariantCulture) + "f"));
            }

            foreach (var line in values.Chunk(14))
            {
                text.Append("        ").AppendJoin(", ", line).Append(",\n");
            }

            text.Append("    ];\n");
        }

        return text.Append("}\n").ToString();
    }
}
