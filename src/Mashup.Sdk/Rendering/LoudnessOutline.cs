using System.Numerics.Tensors;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Rendering;

/// <summary>Estimates from the clips alone how loud a part of a mashup is against the whole, so that a preview of a quiet part stays quiet.</summary>
/// <remarks>
/// 1. For each beat of the timeline: the power of every clip that plays, times its gain; from the run's kept sound, or from its source where the warp points say.
/// 2. The mean of the beats within 10 dB of the mean, as loudness is gated (ITU-R BS.1770-4), for the part and for the whole. Frequencies are not weighted: the
///    difference of two parts of one mashup does not need it, to within a decibel or so.
/// </remarks>
internal static class LoudnessOutline
{
    /// <summary>Level of the part less the level of the whole, dB; 0 where either is silent.</summary>
    public static async Task<double> DifferenceAsync(MashupPlan plan, BeatRange range, KeptRuns kept, IStemSource sources, CancellationToken cancellationToken)
    {
        var beats = new double[(int)Math.Ceiling(plan.DurationSeconds * plan.Bpm / 60)];
        var samplesPerBeat = 60 / plan.Bpm * plan.SampleRate;
        foreach (var (run, sound) in kept.Runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = sound?.Sound ?? await sources.GetStemAsync(run.Track, run.Stem, cancellationToken).ConfigureAwait(false);
            Func<double, double> place = sound is null ? run.Map.At : timeline => timeline - run.Start + RunSound.LeadIn;
            foreach (var clip in run.Clips.Select(c => c.Clip))
            {
                var gain = Math.Pow(10, (clip.GainDb + (sound?.BalanceDb ?? 0)) / 10);
                for (var beat = (int)Math.Max(0, Math.Floor(clip.StartBeat)); beat < Math.Min(beats.Length, clip.StartBeat + clip.Beats); beat++)
                {
                    var (from, to) = (Math.Max(beat, clip.StartBeat), Math.Min(beat + 1, clip.StartBeat + clip.Beats));
                    beats[beat] += (to - from) * gain * Power(source, place(from * samplesPerBeat), place(to * samplesPerBeat));
                }
            }
        }

        var (first, last) = ((int)Math.Min(beats.Length, range.Start), (int)Math.Min(beats.Length, Math.Ceiling(range.Start + range.Beats)));
        double whole = VoiceLevel.Gated(beats), part = VoiceLevel.Gated(beats[first..Math.Max(first, last)]);
        return whole > 0 && part > 0 ? 10 * Math.Log10(part / whole) : 0;
    }

    private static double Power(AudioBuffer source, double from, double to)
    {
        int first = (int)Math.Clamp(from, 0, source.Length), last = (int)Math.Clamp(to, first, source.Length);
        double power = 0;
        for (var c = 0; c < source.ChannelCount && last > first; c++)
        {
            power += TensorPrimitives.SumOfSquares<float>(source.Channel(c)[first..last]) / ((double)source.ChannelCount * (last - first));
        }

        return double.IsFinite(power) ? power : 0;
    }
}
