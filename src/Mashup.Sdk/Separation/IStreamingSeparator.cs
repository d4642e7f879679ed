using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>A separator that can hand the stems on piece by piece.</summary>
internal interface IStreamingSeparator : IStemSeparator
{
    /// <summary>Separates the whole song, as <see cref="IStemSeparator.SeparateAsync"/> does.</summary>
    /// <returns>How clean the vocals are, see <see cref="StemSet.VocalClarity"/>.</returns>
    Task<double> SeparateAsync(AudioBuffer mix, IStemSink sink, IProgress<double>? progress, CancellationToken cancellationToken);
}
