using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Tests.Graphs;

/// <summary>Every model family in its real geometry, with graphs that multiply by known gains instead of weights: one gain per stem.</summary>
internal static class Families
{
    public const int DemucsSegment = 343_980;
    public const int MdxChunk = 261_120;
    public const int RoformerChunk = 352_800;

    private static readonly string[] Names = ["drums", "bass", "other", "vocals"];

    /// <summary>Waves in and out; statistics of the track.</summary>
    public static TestModel HtDemucsWave(params float[] gains)
    {
        var graph = new OnnxGraph().Input("mix", 1, 2, DemucsSegment).Output("stems", 1, gains.Length, 2, DemucsSegment);
        Spread(graph, "mix", gains, 3, "stems");
        return new TestModel(Demucs(gains.Length) with { Inputs = [Tensor(TensorKind.Wave)], Outputs = [Tensor(TensorKind.Wave)] }, graph);
    }

    /// <summary>Wave and spectrum in, wave and spectrum out, added; the gains are shared between the two branches.</summary>
    public static TestModel HtDemucsSplit(float spectrumShare, BranchNorm norm, params float[] gains)
    {
        var graph = new OnnxGraph().Input("wave", 1, 2, DemucsSegment).Input("spectrum", 1, 4, 2048, 336)
            .Output("add_76", 1, gains.Length, 4, 2048, 336).Output("add_77", 1, gains.Length, 2, DemucsSegment);
        Spread(graph, "spectrum", [.. gains.Select(g => g * spectrumShare)], 4, "add_76");
        Spread(graph, "wave", [.. gains.Select(g => g * (1 - spectrumShare))], 3, "add_77");
        return new TestModel(
            Demucs(gains.Length) with
            {
                BranchNorm = norm,
                Chunk = Demucs(1).Chunk! with { Trim = 1536 },
                Inputs = [Tensor(TensorKind.Wave), Tensor(TensorKind.Cac)],
                Outputs = [Tensor(TensorKind.Cac), Tensor(TensorKind.Wave)],
                Stft = new StftContract { Size = 4096, Hop = 1024, ExtraLeft = 1536, ExtraRight = 1620, Normalised = true, KeepBins = 2048, FirstFrame = 2, Frames = 336 },
            },
            graph);
    }

    /// <summary>One stem, complex as channels; all bins, or those of a public model.</summary>
    public static TestModel MdxNet(int size, int? bins, int zeroLow, AlgebraContract algebra, float offset = 0, long batch = -1)
    {
        var seen = bins ?? size / 2 + 1;
        var graph = new OnnxGraph().Input("input", batch, 4, seen, 256).Output("output", batch, 4, seen, 256);
        // A constant tone: the same number in one bin of every frame.
        var tone = new float[seen];
        tone[100] = offset;
        graph.Node("Add", ["input", graph.Constant(tone, 1, 1, seen, 1)], "output");
        return new TestModel(
            Manifest(["vocals"]) with
            {
                Inputs = [Tensor(TensorKind.Cac)],
                Outputs = [Tensor(TensorKind.Cac)],
                Level = LevelNorm.Peak,
                Stft = new StftContract { Size = size, Hop = 1024, KeepBins = bins, ZeroLowBins = zeroLow },
                Chunk = new ChunkContract { Length = MdxChunk, Step = MdxChunk * 3 / 4, Window = ChunkWindow.Hann, Lead = size / 2 },
                Algebra = algebra,
            },
            graph);
    }

    /// <summary>Several stems, complex as channels, chunked as MSST does.</summary>
    public static TestModel Mdx23C(params float[] gains) => Mdx23COverlapping(4, gains);

    /// <summary>The same with chunks that begin a part of their length apart.</summary>
    public static TestModel Mdx23COverlapping(int overlap, params float[] gains)
    {
        var graph = new OnnxGraph().Input("input", -1, 4, 4097, 256).Output("output", -1, gains.Length, 4, 4097, 256);
        Spread(graph, "input", gains, 4, "output");
        return new TestModel(
            Manifest(Names[..gains.Length]) with
            {
                Inputs = [Tensor(TensorKind.Cac)],
                Outputs = [Tensor(TensorKind.Cac)],
                Stft = new StftContract { Size = 8192, Hop = 1024 },
                Chunk = Msst(MdxChunk, overlap),
            },
            graph);
    }

    /// <summary>One graph per stem on magnitudes, Wiener filter afterwards, long blocks of frames.</summary>
    public static TestModel OpenUnmix(int frames, params float[] gains)
    {
        var graphs = gains.Select(gain =>
        {
            var graph = new OnnxGraph().Input("x", 1, 2, 2049, -1).Output("y", 1, 2, 2049, -1);
            graph.Node("Mul", ["x", graph.Constant([gain], 1)], "y");
            return graph;
        });
        return new TestModel(
            Manifest(Names[..gains.Length]) with
            {
                Files = [.. gains.Select((_, i) => new ModelFile { Path = $"{i}.onnx", Stems = [Names[i]] })],
                Inputs = [Tensor(TensorKind.Magnitude)],
                Outputs = [Tensor(TensorKind.Magnitude)],
                Output = new OutputContract { As = OutputMeaning.Wiener },
                Stft = new StftContract { Size = 4096, Hop = 1024 },
                Chunk = new ChunkContract { Unit = ChunkUnit.Frames, Length = frames, Step = frames - 16, Window = ChunkWindow.Trapezoid, Fade = 8 },
            },
            [.. graphs]);
    }

    /// <summary>One graph per stem on magnitudes, channels first, ratio masks that reach above the highest bin seen.</summary>
    public static TestModel Spleeter(params float[] gains)
    {
        var graphs = gains.Select(gain =>
        {
            var graph = new OnnxGraph().Input("x", 2, -1, 512, 1024).Output("y", 2, -1, 512, 1024);
            graph.Node("Mul", ["x", graph.Constant([gain], 1)], "y");
            return graph;
        });
        const string axes = "channel batch frame bin";
        return new TestModel(
            Manifest(Names[..gains.Length]) with
            {
                Files = [.. gains.Select((_, i) => new ModelFile { Path = $"{i}.onnx", Stems = [Names[i]] })],
                Inputs = [Tensor(TensorKind.Magnitude) with { Axes = axes }],
                Outputs = [Tensor(TensorKind.Magnitude) with { Axes = axes }],
                Output = new OutputContract { As = OutputMeaning.RatioMask },
                Stft = new StftContract { Size = 4096, Hop = 1024, Pad = PadMode.Zero, KeepBins = 1024, MaskExtension = MaskExtension.Average },
                Chunk = new ChunkContract { Unit = ChunkUnit.Frames, Length = 512 },
            },
            [.. graphs]);
    }

    /// <summary>Interleaved bins in, complex masks out, the hop of 441 that no window sums to a constant for.</summary>
    public static TestModel BsRoformer(params float[] gains)
    {
        const int frames = 801, bins = 1025;
        var graph = new OnnxGraph().Input("x", 1, frames, bins * 4).Output("mask", 1, gains.Length, bins * 2, frames, 2);
        var zero = graph.Node("Mul", ["x", graph.Constant([0f], 1)]);
        var shaped = graph.Node("Reshape", [zero, graph.Constant([1L, frames, bins * 2, 2])]);
        var turned = graph.Node("Transpose", [shaped], null, ("perm", new[] { 0, 2, 1, 3 }));
        var open = graph.Node("Unsqueeze", [turned, graph.Constant([1L])]);
        var real = graph.Constant([.. gains.SelectMany(g => new[] { g, 0f })], 1, gains.Length, 1, 1, 2);
        graph.Node("Add", [open, real], "mask");
        return new TestModel(
            Manifest(Names[..gains.Length]) with
            {
                Inputs = [Tensor(TensorKind.BinInterleaved)],
                Outputs = [Tensor(TensorKind.BinInterleaved) with { Axes = "batch stem bin*channel frame part" }],
                Output = new OutputContract { As = OutputMeaning.ComplexMask },
                Stft = new StftContract { Size = 2048, Hop = 441 },
                Chunk = Msst(RoformerChunk, 2),
            },
            graph);
    }

    /// <summary>As BS-RoFormer, on gathered bins of which some are there twice.</summary>
    public static TestModel MelRoformer(params float[] gains)
    {
        const int frames = 801;
        int[] gather = [.. Enumerable.Range(0, 600), .. Enumerable.Range(500, 525)];
        var graph = new OnnxGraph().Input("x", 1, frames, gather.Length * 4).Output("mask", 1, gains.Length, frames, gather.Length * 4);
        var zero = graph.Node("Mul", ["x", graph.Constant([0f], 1)]);
        var open = graph.Node("Unsqueeze", [zero, graph.Constant([1L])]);
        var row = gains.SelectMany(g => Enumerable.Range(0, gather.Length * 2).SelectMany(_ => new[] { g, 0f })).ToArray();
        graph.Node("Add", [open, graph.Constant(row, 1, gains.Length, 1, gather.Length * 4)], "mask");
        return new TestModel(
            Manifest(Names[..gains.Length]) with
            {
                Inputs = [Tensor(TensorKind.BinInterleaved)],
                Outputs = [Tensor(TensorKind.BinInterleaved)],
                Output = new OutputContract { As = OutputMeaning.ComplexMask },
                Stft = new StftContract { Size = 2048, Hop = 441, Gather = gather },
                Chunk = Msst(RoformerChunk, 2),
            },
            graph);
    }

    /// <summary>Bands in, masks per band out: the small network of the house.</summary>
    public static TestModel Bands(params float[] gains)
    {
        var graph = new OnnxGraph().Input("x", -1, 4, 256, 384).Output("mask", -1, gains.Length, 2, 256, 384);
        var zero = graph.Node("Mul", ["x", graph.Constant([0f], 1)]);
        var two = graph.Node("Slice", [zero, graph.Constant([0L]), graph.Constant([2L]), graph.Constant([1L])]);
        var open = graph.Node("Unsqueeze", [two, graph.Constant([1L])]);
        graph.Node("Add", [open, graph.Constant(gains, 1, gains.Length, 1, 1, 1)], "mask");
        return new TestModel(SmallNet(gains.Length), graph);
    }

    /// <summary>The small network where it refines and finds nothing to mend: its shares are the draft's.</summary>
    public static TestModel Refiner()
    {
        var graph = new OnnxGraph().Input("x", -1, 4, 256, 384).Input("draft", -1, 4, 256, 384).Output("mask", -1, 4, 2, 256, 384);
        var open = graph.Node("Unsqueeze", ["draft", graph.Constant([2L])]);
        graph.Node("Concat", [open, open], "mask", ("axis", 2));
        return new TestModel(SmallNet(4) with { Stems = ["vocals", "drums", "bass", "other"], Inputs = [Tensor(TensorKind.Bands), Tensor(TensorKind.Draft)] }, graph);
    }

    /// <summary>Manifest of the small network.</summary>
    public static ModelManifest SmallNet(int stems) => Manifest(Names[..stems]) with
    {
        Inputs = [Tensor(TensorKind.Bands)],
        Outputs = [Tensor(TensorKind.Bands)],
        Output = new OutputContract { As = OutputMeaning.Mask },
        Stft = new StftContract { Size = 4096, Hop = 1024 },
        Bands = new BandContract { Count = 384, Single = 192 },
        Chunk = new ChunkContract { Unit = ChunkUnit.Frames, Length = 256, Step = 128, Window = ChunkWindow.Hann },
    };

    public static ModelManifest Manifest(params string[] stems) => new()
    {
        Schema = ModelManifest.CurrentSchema,
        Name = "test",
        Licence = "CC0-1.0",
        Stems = stems,
    };

    public static TensorContract Tensor(TensorKind kind) => new() { Kind = kind };

    private static ModelManifest Demucs(int stems) => Manifest(Names[..stems]) with
    {
        Level = LevelNorm.TrackMeanStd,
        Chunk = new ChunkContract { Length = DemucsSegment, Step = DemucsSegment * 3 / 4, Window = ChunkWindow.Triangle, Tail = ChunkTail.CentreContext, Lead = 11025 },
    };

    private static ChunkContract Msst(int length, int overlap) => new()
    {
        Length = length,
        Step = length / overlap,
        Window = ChunkWindow.Trapezoid,
        Fade = length / 10,
        Lead = length - length / overlap,
        Tail = ChunkTail.Reflect,
    };

    /// <summary>A stem axis after the batch, and a gain for each.</summary>
    private static void Spread(OnnxGraph graph, string input, float[] gains, int rank, string output)
    {
        var open = graph.Node("Unsqueeze", [input, graph.Constant([1L])]);
        graph.Node("Mul", [open, graph.Constant(gains, [1, gains.Length, .. Enumerable.Repeat(1L, rank - 1)])], output);
    }
}
