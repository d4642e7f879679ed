using Mashup.Sdk.Audio;
using Mashup.Sdk.Separation;

namespace Mashup.Samples.Tests.Stubs;

/// <summary>Calls everything the rest.</summary>
internal sealed class StubSeparator(Gate gate) : IStemSeparator
{
    public string Name => "stub";

    public string Fingerprint => "stub";

    public Task<StemSet> SeparateAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        gate.Separated();
        var silence = new AudioBuffer(mix.SampleRate, mix.ChannelCount, mix.Length);
        return Task.FromResult(new StemSet(silence, silence, silence, mix, 1));
    }
}
