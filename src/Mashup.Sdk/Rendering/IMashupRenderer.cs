using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering;

/// <summary>Turns a plan into sound. Implementations may be called from several threads at once.</summary>
public interface IMashupRenderer
{
    /// <summary>Renders a plan, or the part of it that is asked for, mixed and mastered.</summary>
    /// <param name="request">Plan, sources and settings.</param>
    /// <param name="progress">Receives the fraction done, 0 to 1, ascending.</param>
    /// <param name="cancellationToken">Stops the work within a fraction of a second.</param>
    /// <returns>Stereo at the plan's sample rate, exactly as long as the plan, or the part of it, says; the same bytes for the same request, whatever the thread count.</returns>
    /// <exception cref="MashupException">The plan refers to a song or stem that is not there.</exception>
    Task<AudioBuffer> RenderAsync(RenderRequest request, IProgress<double>? progress, CancellationToken cancellationToken);
}
