using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Changes duration and pitch independently. Implementations may be called from several threads at once.</summary>
public interface ITimeStretcher
{
    /// <summary>Stretches and shifts a recording along a map.</summary>
    /// <param name="input">Mono or stereo; not modified.</param>
    /// <param name="request">Map, pitch and quality.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <returns>Exactly <see cref="StretchRequest.OutputLength"/> samples at the rate and with the channels of <paramref name="input"/>; where the map has
    /// slope 1 and there is no shift, the input itself.</returns>
    AudioBuffer Stretch(AudioBuffer input, StretchRequest request, CancellationToken cancellationToken);

    /// <summary>The same block by block, so that neither recording need be in memory as a whole.</summary>
    /// <param name="input">Mono or stereo; read as the stream is read.</param>
    /// <param name="request">Map, pitch and quality.</param>
    /// <returns>A stream of the very samples that <see cref="Stretch"/> returns. One that a stretcher does not make itself holds them all in memory.</returns>
    IStretchStream Open(IStretchInput input, StretchRequest request) => new WholeStretchStream(this, input, request);
}
