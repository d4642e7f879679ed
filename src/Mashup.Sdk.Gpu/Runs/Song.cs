namespace Mashup.Sdk.Gpu.Runs;

/// <summary>What a model is given: a song at its rate and channels, and for one that refines, another separator's stems of it.</summary>
/// <param name="Channels">Samples per channel.</param>
/// <param name="Draft">Vocals, drums and bass, each with the song's channels; what they leave is other. Null where the model starts from the song alone.</param>
internal sealed record Song(float[][] Channels, float[][][]? Draft = null)
{
    /// <summary>Makes the draft where there is none yet; asked once the model has its device, so that songs that wait hold none.</summary>
    public Func<CancellationToken, Task<float[][][]>>? MakeDraft { get; init; }
}
