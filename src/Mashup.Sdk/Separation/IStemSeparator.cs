using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>Splits a song into stems. Implementations may be called from several threads at once.</summary>
public interface IStemSeparator
{
    /// <summary>Short name for the command line and the cache, e.g. <c>builtin</c>.</summary>
    string Name { get; }

    /// <summary>What decides the result beside the code, e.g. the hash of a model file; kept stems are used only where it is the same.</summary>
    string Fingerprint => "";

    /// <summary>Separates the whole song.</summary>
    /// <param name="mix">Mono or stereo, any sample rate; not modified.</param>
    /// <param name="progress">Receives the fraction done, 0 to 1, ascending.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <returns>Four stems of the same length, rate and channels as <paramref name="mix"/> that sum to it.</returns>
    Task<StemSet> SeparateAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken);
}
