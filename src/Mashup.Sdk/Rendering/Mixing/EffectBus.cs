using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Collects what clips send to an effect and gives back the answer, which goes on after the clips have ended.</summary>
/// <remarks>Where nothing was sent for as long as the effect rings, it rests: the cost follows what is sent, not the length of the mashup.</remarks>
internal sealed class EffectBus(int length, int sampleRate)
{
    private const double EndFadeSeconds = 0.02;

    private readonly List<(int From, int To)> _spans = [];
    private AudioBuffer? _sent;

    /// <summary>Adds sound sent from a timeline sample on.</summary>
    public void Send(int start, AudioBuffer sound)
    {
        _sent ??= new AudioBuffer(sampleRate, 2, length);
        var count = Math.Min(sound.Length, length - start);
        for (var c = 0; c < 2; c++)
        {
            var target = _sent.Channel(c).Slice(start, count);
            TensorPrimitives.Add(target, sound.Channel(c)[..count], target);
        }

        _spans.Add((start, start + count));
    }

    /// <summary>Adds the effect's answer to the mix.</summary>
    /// <param name="tail">Samples for which the effect rings.</param>
    /// <param name="effect">Makes one at rest: it replaces what was sent by its answer.</param>
    /// <param name="mix">The mix.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Return(int tail, Func<EffectProcess> effect, AudioBuffer mix, CancellationToken cancellationToken)
    {
        foreach (var (from, to) in Merged(tail))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> left = _sent!.Channel(0)[from..to], right = _sent.Channel(1)[from..to];
            effect()(left, right);
            new Fade(left.Length - EndFadeSeconds * sampleRate, left.Length, Rises: false, FadeShape.Linear).Apply(left, 0);
            new Fade(left.Length - EndFadeSeconds * sampleRate, left.Length, Rises: false, FadeShape.Linear).Apply(right, 0);
            TensorPrimitives.Add(mix.Channel(0)[from..to], left, mix.Channel(0)[from..to]);
            TensorPrimitives.Add(mix.Channel(1)[from..to], right, mix.Channel(1)[from..to]);
        }
    }

    // Ends that the timeline cuts off, or that ring below hearing, are faded.
    private List<(int From, int To)> Merged(int tail)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, end) in _spans.Order())
        {
            var to = (int)Math.Min((long)end + tail, length);
            if (merged.Count > 0 && from <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            }
            else
            {
                merged.Add((from, to));
            }
        }

        return merged;
    }
}

/// <summary>Replaces what was sent to an effect by its answer.</summary>
internal delegate void EffectProcess(Span<float> left, Span<float> right);
