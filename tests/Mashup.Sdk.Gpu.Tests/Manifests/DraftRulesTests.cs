using Mashup.Sdk.Gpu.Manifests;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Manifests;

/// <summary>A draft goes with bands, after them, at the song's own level; anything else is refused before a graph is opened.</summary>
public sealed class DraftRulesTests
{
    private static readonly ModelFile File = new() { Path = "model.onnx" };

    private static readonly ModelManifest Refiner = Families.SmallNet(4) with { Files = [File], Inputs = [Families.Tensor(TensorKind.Bands), Families.Tensor(TensorKind.Draft)] };

    [Fact]
    public void Check_BandsAndADraft_AreAccepted() => ManifestRules.Check(Refiner, "manifest.json");

    [Fact]
    public void Check_DraftBeforeItsBands_IsRefused() => AssertRefused(Refiner with { Inputs = [.. Refiner.Inputs.Reverse()] }, "mixes bands with something else");

    [Fact]
    public void Check_DraftAtAnotherLevelThanTheSong_IsRefused() => AssertRefused(Refiner with { Level = LevelNorm.TrackMeanStd }, "at the song's own level");

    [Fact]
    public void Check_DraftWithoutBands_IsRefused() => AssertRefused(
        Families.Manifest("vocals") with
        {
            Files = [File],
            Inputs = [Families.Tensor(TensorKind.Magnitude), Families.Tensor(TensorKind.Draft)],
            Outputs = [Families.Tensor(TensorKind.Magnitude)],
            Output = new OutputContract { As = OutputMeaning.Mask },
            Stft = new StftContract { Size = 4096, Hop = 1024 },
            Chunk = new ChunkContract { Unit = ChunkUnit.Frames, Length = 256, Step = 128 },
        },
        "has a draft without bands");

    private static void AssertRefused(ModelManifest manifest, string reason) =>
        Assert.Contains(reason, Assert.Throws<UnusableInputException>(() => ManifestRules.Check(manifest, "manifest.json")).Message, StringComparison.Ordinal);
}
