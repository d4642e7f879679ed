namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>What a model file does not say about itself: <c>mashup.model/1</c>. docs/reference/model-manifest.md explains every field.</summary>
internal sealed record ModelManifest
{
    public const string CurrentSchema = "mashup.model/1";

    public required string Schema { get; init; }

    /// <summary>Name on the command line: letters, digits, dots, dashes and underscores.</summary>
    public required string Name { get; init; }

    /// <summary>For people only.</summary>
    public string Family { get; init; } = "";

    public required string Licence { get; init; }

    /// <summary>Where the weights come from, for people.</summary>
    public string Source { get; init; } = "";

    public int SampleRate { get; init; } = 44100;

    public int Channels { get; init; } = 2;

    /// <summary>What comes out, in the order of the graph's stem axis, file after file.</summary>
    public required IReadOnlyList<string> Stems { get; init; }

    /// <summary>One file for all stems, or several that each make some; none in a bag.</summary>
    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    public IReadOnlyList<TensorContract> Inputs { get; init; } = [];

    public IReadOnlyList<TensorContract> Outputs { get; init; } = [];

    public StftContract? Stft { get; init; }

    public BandContract? Bands { get; init; }

    public ChunkContract? Chunk { get; init; }

    public LevelNorm Level { get; init; }

    public BranchNorm BranchNorm { get; init; }

    public OutputContract Output { get; init; } = new();

    public AlgebraContract Algebra { get; init; } = new();

    /// <summary>Whether the graph refines the built-in separator's stems.</summary>
    public bool NeedsDraft => Inputs.Any(i => i.Kind == TensorKind.Draft);

    /// <summary>The stems that a file makes: its own list, or all.</summary>
    public IReadOnlyList<string> StemsOf(ModelFile file) => file.Stems ?? Stems;
}

/// <summary>One graph.</summary>
internal sealed record ModelFile
{
    /// <summary>File name beside the manifest.</summary>
    public required string Path { get; init; }

    /// <summary>Lower-case hexadecimal; written when a model is installed, if it is not there.</summary>
    public string? Sha256 { get; init; }

    public long? Bytes { get; init; }

    public IReadOnlyList<string>? Stems { get; init; }
}
