namespace Mashup.Sdk.Gpu.Runs;

/// <summary>Something that makes named stems: one model, or a bag of them.</summary>
internal interface IStemModel : IDisposable
{
    IReadOnlyList<string> Stems { get; }

    /// <summary>Whether it refines a draft, and so needs one with the song.</summary>
    bool NeedsDraft { get; }

    /// <summary>Separates a song at the model's rate and channels; result: stem, channel, samples; a stem that is not needed has no channels.</summary>
    Task<float[][][]> SeparateAsync(Song song, IProgress<double>? progress, CancellationToken cancellationToken);
}
