using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Separation;

/// <summary>Splits a song by where its sounds sit, how long they last and whether they come back; needs no model file. Approximate.</summary>
/// <remarks>Good enough to duck, mute or favour parts, not for a solo voice. The steps are in docs/concepts/separation.md.</remarks>
internal sealed class CentreAwareSeparator : IStreamingSeparator
{
    private readonly int _threads;

    /// <summary>Uses all processors.</summary>
    public CentreAwareSeparator()
        : this(-1)
    {
    }

    /// <summary>Uses at most so many threads; −1 for all processors.</summary>
    internal CentreAwareSeparator(int threads) => _threads = threads;

    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public async Task<StemSet> SeparateAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mix);
        RefuseUnlessStereo(mix);
        var stems = new StemBuffers(mix);
        return stems.ToSet(await SeparateAsync(mix, stems, progress, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public Task<double> SeparateAsync(AudioBuffer mix, IStemSink sink, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mix);
        ArgumentNullException.ThrowIfNull(sink);
        RefuseUnlessStereo(mix);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
        return Task.Run(() => new SeparationRun(mix, progress, parallel).SeparateAsync(sink), cancellationToken);
    }

    private static void RefuseUnlessStereo(AudioBuffer mix)
    {
        if (mix.ChannelCount > 2)
        {
            throw new MashupException(
                MashupStage.Separate,
                $"The built-in separator takes mono or stereo, not {mix.ChannelCount} channels: mix the song down to stereo first.");
        }
    }
}
