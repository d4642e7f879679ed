using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>The sum of a mashup while it grows: the mix itself, what was sent to the effects, and where vocals sound.</summary>
internal sealed class Mixdown(int length, MashupPlan plan, RenderProgress progress)
{
    private readonly double _samplesPerBeat = 60 / plan.Bpm * plan.SampleRate;
    private readonly EffectBus _reverb = new(length, plan.SampleRate);
    private readonly EffectBus _echo = new(length, plan.SampleRate);
    private readonly CrossfadeBalance _crossfades = new();
    private readonly VocalPresence _presence = new(length, plan.SampleRate);

    public AudioBuffer Sum { get; } = Silence(plan.SampleRate, length);

    public RenderProgress Progress => progress;

    /// <summary>Adds a run's clips.</summary>
    public void Add(ClipRun run, IReadOnlyList<MixedClip> clips)
    {
        foreach (var (clip, mixed) in run.Clips.Zip(clips))
        {
            for (var c = 0; c < 2; c++)
            {
                var target = Sum.Channel(c).Slice(clip.Start, mixed.Sound.Length);
                TensorPrimitives.Add(target, mixed.Sound.Channel(c), target);
            }

            _crossfades.Add(clip, mixed.Sound, Sum);
            if (run.Stem == StemKind.Vocals)
            {
                _presence.Add(run.Track, clip.Start, mixed.Sound.Channel(0), mixed.Sound.Channel(1));
            }

            Send(_reverb, clip, mixed.Reverb);
            Send(_echo, clip, mixed.Delay);
        }

        progress.Mixed(run.End - run.Start);
    }

    /// <summary>How far the beds of each song make room for the vocals added so far.</summary>
    public IReadOnlyDictionary<string, DuckingCurve?> Ducking(double depthDb) =>
        plan.Tracks.ToDictionary(t => t.Id, t => depthDb > 0 ? _presence.For(t.Id, depthDb) : null);

    /// <summary>Adds what reverb and echo answer.</summary>
    public void ReturnEffects(CancellationToken cancellationToken)
    {
        _reverb.Return(Reverb.TailOf(plan.SampleRate), () => new Reverb(plan.SampleRate).Process, Sum, cancellationToken);
        _echo.Return(Echo.TailOf(_samplesPerBeat, plan.SampleRate), () => new Echo(_samplesPerBeat, plan.SampleRate).Process, Sum, cancellationToken);
    }

    // Cleared, though it is clear: memory that is added to before it is written to is fetched from the system twice.
    private static AudioBuffer Silence(int sampleRate, int length)
    {
        var silence = new AudioBuffer(sampleRate, 2, length);
        silence.Channel(0).Clear();
        silence.Channel(1).Clear();
        return silence;
    }

    private static void Send(EffectBus bus, PlacedClip clip, AudioBuffer? sound)
    {
        if (sound is not null)
        {
            bus.Send(clip.Start, sound);
        }
    }
}
