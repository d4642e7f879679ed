using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Tests.Rendering;

/// <summary>Plays the source along the map like a tape: enough to test everything around a real stretcher.</summary>
internal sealed class InterpolatingStretcher : ITimeStretcher
{
    public int Calls;

    public AudioBuffer Stretch(AudioBuffer input, StretchRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Calls);
        cancellationToken.ThrowIfCancellationRequested();
        Assert.True(request.Map.Count >= 2);
        Assert.True(request.Map.Zip(request.Map.Skip(1)).All(p => p.Second.Output > p.First.Output && p.Second.Input > p.First.Input));
        var output = new AudioBuffer(input.SampleRate, input.ChannelCount, request.OutputLength);
        for (int i = 0, right = 1; i < output.Length; i++)
        {
            while (right + 1 < request.Map.Count && request.Map[right].Output < i)
            {
                right++;
            }

            var (a, b) = (request.Map[right - 1], request.Map[right]);
            var at = a.Input + (i - a.Output) * (b.Input - a.Input) / (b.Output - a.Output);
            var whole = (int)Math.Floor(Math.Clamp(at, -1, input.Length));
            for (var c = 0; c < input.ChannelCount && whole >= 0 && whole + 1 < input.Length; c++)
            {
                output.Channel(c)[i] = (float)(input.Channel(c)[whole] + (at - whole) * (input.Channel(c)[whole + 1] - input.Channel(c)[whole]));
            }
        }

        return output;
    }
}
