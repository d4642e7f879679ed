using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Rendering;

/// <summary>The runs of a whole mashup, with their sound as far as it is kept, for a preview that needs parts of them.</summary>
/// <param name="Runs">Every run, with its sound or <see langword="null"/>.</param>
internal sealed record KeptRuns(IReadOnlyList<(ClipRun Run, RenderedRun? Sound)> Runs)
{
    // Moving a part to its own beginning rounds its beats to samples anew.
    private const double Rounding = 2;

    /// <summary>Lays out a whole plan and reads what is kept of it, beside each other.</summary>
    public static async Task<KeptRuns> ReadAsync(MashupPlan plan, Func<ClipRun, Task<RenderedRun?>> read)
    {
        var runs = RunLayout.Make(plan, (int)Math.Round(plan.DurationSeconds * plan.SampleRate));
        var sounds = await Task.WhenAll(runs.Select(read)).ConfigureAwait(false);
        return new KeptRuns([.. runs.Zip(sounds)]);
    }

    /// <summary>The sound of a run of the part, cut out of the run of the whole that it belongs to, or <see langword="null"/>.</summary>
    /// <param name="part">A run of the part.</param>
    /// <param name="offset">Where the part begins in the whole, samples.</param>
    public RenderedRun? Part(ClipRun part, int offset)
    {
        var (run, sound) = Runs.FirstOrDefault(r => r.Sound is not null && Holds(r.Run, part, offset));
        if (sound is null)
        {
            return null;
        }

        var cut = new AudioBuffer(sound.Sound.SampleRate, sound.Sound.ChannelCount, part.End - part.Start + RunSound.LeadIn);
        for (var c = 0; c < cut.ChannelCount; c++)
        {
            sound.Sound.Channel(c).Slice(part.Start + offset - run.Start, cut.Length).CopyTo(cut.Channel(c));
        }

        return sound with { Sound = cut };
    }

    private static bool Holds(ClipRun whole, ClipRun part, int offset) =>
        whole.Track == part.Track && whole.Stem == part.Stem && whole.Semitones == part.Semitones
        && whole.Start <= part.Start + offset && whole.End >= part.End + offset
        && Math.Abs(whole.Map.At(part.Start + offset) - part.Map.At(part.Start)) <= Rounding
        && Math.Abs(whole.Map.At(part.End + offset) - part.Map.At(part.End)) <= Rounding;
}
