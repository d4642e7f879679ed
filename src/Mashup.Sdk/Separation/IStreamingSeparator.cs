using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>A separator that can hand the stems on piece by piece.</summary>
public interface IStreamingSeparator : IStemSeparator
{
    /// <summary>Separates the whole song, as <see cref="IStemSeparator.SeparateAsync"/> does.</summary>
    /// <param name="mix">The song, mono or stereo.</param>
    /// <param name="sink">Receives all samples of the stems in their order.</param>
    /// <param name="progress">Receives the fraction that is done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How clean the vocals are, see <see cref="StemSet.VocalClarity"/>.</returns>
    Task<double> SeparateAsync(AudioBuffer mix, IStemSink sink, IProgress<double>? progress, CancellationToken cancellationToken);
}
