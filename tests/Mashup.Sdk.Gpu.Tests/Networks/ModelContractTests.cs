using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Networks;

/// <summary>What does not fit is refused, with both shapes.</summary>
public sealed class ModelContractTests
{
    private static ModelManifest Wave => Families.Manifest("vocals") with
    {
        Inputs = [Families.Tensor(TensorKind.Wave)],
        Outputs = [Families.Tensor(TensorKind.Wave)],
        Chunk = new ChunkContract { Length = 1000 },
    };

    [Fact]
    public async Task Open_OtherShape_NamesBoth()
    {
        using var model = new TestModel(Wave, Identity(1, 2, 1024));

        var error = await RefusedAsync(model);

        Assert.Contains("[1,2,1024]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1,2,1000]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherRank_NamesBoth()
    {
        using var model = new TestModel(Wave, Identity(2, 1000));

        Assert.Contains("[2,1000]", (await RefusedAsync(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_MoreInputs_NamesThem()
    {
        using var model = new TestModel(Wave, Identity(1, 2, 1000).Input("cache", 1, 7));

        var error = await RefusedAsync(model);

        Assert.Contains("names 1 input, and 0.onnx has 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("cache [1,7]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_StatedShapeThatContradicts_IsRefused()
    {
        using var model = new TestModel(Wave with { Inputs = [Families.Tensor(TensorKind.Wave) with { Shape = [1, 1, 1000] }] }, Identity(1, 2, 1000));

        var error = await RefusedAsync(model);

        Assert.Contains("[1,1,1000]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1,2,1000]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherName_IsRefusedWhereOneIsGiven()
    {
        using var model = new TestModel(Wave with { Inputs = [Families.Tensor(TensorKind.Wave) with { Name = "audio" }] }, Identity(1, 2, 1000));

        Assert.Contains("audio", (await RefusedAsync(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Garbage_IsRefused()
    {
        using var model = new TestModel(Wave, [[1, 2, 3, 4, 5, 6, 7]]);

        Assert.Contains("0.onnx is not a model that ONNX Runtime can load", (await RefusedAsync(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_CutOff_IsRefused()
    {
        var bytes = Identity(1, 2, 1000).ToArray();
        using var model = new TestModel(Wave, [bytes[..(bytes.Length / 2)]]);

        await RefusedAsync(model);
    }

    [Fact]
    public async Task Open_ConstantThatClaimsTwoGigabytes_IsRefusedWithoutAllocatingThem()
    {
        var graph = new OnnxGraph().Input("mix", 1, 2, 1000).Output("stems", 1, 2, 1000);
        graph.Node("Mul", ["mix", graph.Claim(512, 1024, 1024)], "stems");
        using var model = new TestModel(Wave, graph);
        var before = Environment.WorkingSet;

        await RefusedAsync(model);

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 1_500_000_000);
    }

    [Fact]
    public async Task Open_OtherHash_IsRefused()
    {
        using var model = new TestModel(Wave with { Files = [new ModelFile { Path = "0.onnx", Sha256 = new string('0', 64) }] }, Identity(1, 2, 1000));

        Assert.Contains("corrupt", (await RefusedAsync(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherSize_IsRefused()
    {
        using var model = new TestModel(Wave with { Files = [new ModelFile { Path = "0.onnx", Bytes = 2L << 30 }] }, Identity(1, 2, 1000));

        Assert.Contains("2147483648", (await RefusedAsync(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoFile_SaysHowToGetIt()
    {
        using var model = new TestModel(Wave, Identity(1, 2, 1000));
        File.Delete(Path.Combine(model.Folder, "0.onnx"));
        using var run = model.Open();

        await Assert.ThrowsAsync<MissingComponentException>(() => run.SeparateAsync(new Song(Signals.Noise(10)), null, CancellationToken.None));
    }

    private static OnnxGraph Identity(params long[] shape)
    {
        var graph = new OnnxGraph().Input("mix", shape).Output("stems", shape);
        graph.Node("Identity", ["mix"], "stems");
        return graph;
    }

    private static async Task<UnusableInputException> RefusedAsync(TestModel model)
    {
        using var run = model.Open();
        return await Assert.ThrowsAsync<UnusableInputException>(() => run.SeparateAsync(new Song(Signals.Noise(10)), null, CancellationToken.None));
    }
}
