using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>Takes a song's stems as they are made, so that nothing need hold them whole.</summary>
public interface IStemSink
{
    /// <summary>Takes the next samples of all stems.</summary>
    /// <param name="stems">Vocals, drums, bass and other; only lent.</param>
    /// <param name="start">First sample to take.</param>
    /// <param name="count">Samples to take.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    ValueTask WriteAsync(IReadOnlyList<AudioBuffer> stems, int start, int count, CancellationToken cancellationToken);
}
