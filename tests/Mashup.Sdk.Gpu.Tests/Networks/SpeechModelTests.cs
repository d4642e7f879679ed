using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;
using Mashup.Sdk.Tests;

namespace Mashup.Sdk.Gpu.Tests.Networks;

/// <summary>Two published speech denoisers, made by others: they load, run, keep their state, and do not fit where they should not.</summary>
public sealed class SpeechModelTests
{
    private const int Rate = 16000;

    private static ModelManifest Gtcrn => Families.Manifest("vocals") with
    {
        SampleRate = Rate,
        Channels = 1,
        Files = [new ModelFile { Path = "gtcrn_simple.onnx" }],
        Inputs =
        [
            Families.Tensor(TensorKind.CacLast) with { Name = "mix", Axes = "batch bin frame part" },
            State("conv_cache", 2, 1, 16, 16, 33), State("tra_cache", 2, 3, 1, 1, 16), State("inter_cache", 2, 1, 33, 16),
        ],
        Outputs =
        [
            Families.Tensor(TensorKind.CacLast) with { Axes = "batch bin frame part" },
            State(null, 2, 1, 16, 16, 33), State(null, 2, 3, 1, 1, 16), State(null, 2, 1, 33, 16),
        ],
        Stft = new StftContract { Size = 512, Hop = 256, Window = WindowShape.SqrtHann },
        Chunk = new ChunkContract { Unit = ChunkUnit.Frames, Length = 1 },
    };

    [SkippableFact]
    public async Task Gtcrn_NoisyVowel_LosesNoiseAndKeepsTheVowel()
    {
        using var model = new TestModel(Gtcrn, [File.ReadAllBytes(SharedData.Require("models", "gtcrn", "gtcrn_simple.onnx"))]);
        var (vowel, noise) = (Vowel(), Signals.Noise(3 * Rate, 1)[0]);
        float[] noisy = [.. vowel.Zip(noise, (v, n) => v + 0.05f * n)];

        var clean = (await model.SeparateAsync([noisy]))[0][0];

        // In the second half, where its memory is filled: the pauses grow quieter, and the vowel stays.
        Assert.InRange(Energy(clean, vowel, voiced: false) / Energy(noisy, vowel, voiced: false), 0, 0.1);
        Assert.InRange(Energy(clean, vowel, voiced: true) / Energy(noisy, vowel, voiced: true), 0.3, 1.5);
    }

    [SkippableFact]
    public async Task Gtcrn_TwoRuns_GiveTheSameBytes()
    {
        using var model = new TestModel(Gtcrn, [File.ReadAllBytes(SharedData.Require("models", "gtcrn", "gtcrn_simple.onnx"))]);
        using var run = model.Open();
        var song = Signals.Noise(Rate, 1);

        var first = await run.SeparateAsync(new Song(song), null, CancellationToken.None);
        var second = await run.SeparateAsync(new Song(song), null, CancellationToken.None);

        Assert.Equal(first[0][0], second[0][0]);
    }

    [SkippableTheory]
    [InlineData("model_1.onnx", 257)]
    [InlineData("model_2.onnx", 512)]
    public void Dtln_RunsWithItsState(string name, int size)
    {
        using var network = new OnnxNetworkLoader(1, 0).Load(SharedData.Require("models", "dtln", name), OnnxDevice.Cpu);
        var graph = network.Graph;
        TensorMemory[] inputs = [new(Signals.Noise(size, 1)[0], [1, 1, size]), new(new float[512], [1, 2, 128, 2])];
        var wide = graph.Outputs.Index().First(o => o.Item.Shape.Count == 4).Index;
        TensorMemory[] outputs = [.. graph.Outputs.Select((_, i) => i == wide ? new TensorMemory(new float[512], [1, 2, 128, 2]) : new TensorMemory(new float[size], [1, 1, size]))];
        using var binding = network.Bind(inputs, outputs);

        binding.Run(CancellationToken.None);
        var first = outputs[1 - wide].Values.ToArray();
        outputs[wide].Values.CopyTo(inputs[1].Values, 0);
        binding.Run(CancellationToken.None);

        Assert.All(first, v => Assert.True(float.IsFinite(v)));
        Assert.NotEqual(first, outputs[1 - wide].Values);
    }

    [SkippableFact]
    public async Task Dtln_AsASeparator_IsRefusedWithItsShapes()
    {
        var manifest = Families.Manifest("vocals") with
        {
            SampleRate = Rate,
            Channels = 1,
            Inputs = [Families.Tensor(TensorKind.Wave)],
            Outputs = [Families.Tensor(TensorKind.Wave)],
            Chunk = new ChunkContract { Length = 512 },
        };
        using var model = new TestModel(manifest, [File.ReadAllBytes(SharedData.Require("models", "dtln", "model_2.onnx"))]);
        using var run = model.Open();

        var error = await Assert.ThrowsAsync<UnusableInputException>(() => run.SeparateAsync(new Song(Signals.Noise(Rate, 1)), null, CancellationToken.None));

        Assert.Contains("names 1 input, and 0.onnx has 2: input_4 [1,1,512], input_5 [1,2,128,2]", error.Message, StringComparison.Ordinal);
    }

    private static TensorContract State(string? name, params long[] shape) => new() { Kind = TensorKind.State, Name = name, Shape = shape };

    /// <summary>150 Hz with falling harmonics and a wandering pitch, half a second on, half a second off.</summary>
    private static float[] Vowel()
    {
        var samples = new float[3 * Rate];
        double phase = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            phase += 2 * Math.PI * (150 + 15 * Math.Sin(2 * Math.PI * 3 * i / Rate)) / Rate;
            for (var k = 1; k <= 20; k++)
            {
                samples[i] += i / (Rate / 2) % 2 == 0 ? (float)(0.1 / k * (Math.Exp(-Math.Pow((k * 150 - 700) / 300.0, 2)) + Math.Exp(-Math.Pow((k * 150 - 1200) / 400.0, 2)) + 0.1) * Math.Sin(k * phase)) : 0;
            }
        }

        return samples;
    }

    private static double Energy(float[] signal, float[] vowel, bool voiced) =>
        Enumerable.Range(Rate, 2 * Rate - 1).Where(i => vowel[i / (Rate / 2) * (Rate / 2) + 100] != 0 == voiced).Sum(i => (double)signal[i] * signal[i]);
}
