using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering;

namespace Mashup.Samples.Tests.Stubs;

/// <summary>A tone as long as the plan, after the gate lets it.</summary>
internal sealed class StubRenderer(Gate gate) : IMashupRenderer
{
    public async Task<AudioBuffer> RenderAsync(RenderRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        await gate.RenderAsync(cancellationToken);
        var audio = new AudioBuffer(44100, 2, (int)(request.Plan.DurationSeconds * 44100));
        for (var i = 0; i < audio.Length; i++)
        {
            audio.Channel(0)[i] = audio.Channel(1)[i] = 0.25f * MathF.Sin(i * 440 * MathF.Tau / 44100);
        }

        return audio;
    }
}
