using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp.Loudness;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering.Mixing;

namespace Mashup.Sdk.Rendering;

/// <summary>Brings voices to their place over the bed, as gains in the plan: what the plan says is what is heard, and what an editor changes stays changed.</summary>
/// <remarks>
/// 1. For each beat of the timeline: the weighted power (ITU-R BS.1770-4) of every clip, read from its stem where the warp points say, times its gain.
/// 2. A song's voice and the bed under it are compared over the beats on which it sings: those within 10 dB of its own gated mean.
/// 3. Where the voice stands further than 2 LU above or below the bed, its clips are moved together, to there, by 4 dB at most. Planning cannot know: it hears
///    whole songs, not stems.
/// </remarks>
internal static class VoiceBalance
{
    private const double WithinLu = 2;
    private const double MostDb = 4;
    private const double AudiblePower = 1e-7;
    private const int FewestBeats = 4;

    /// <summary>The plan with its voices moved.</summary>
    public static async Task<MashupPlan> ApplyAsync(MashupPlan plan, IStemSource sources, CancellationToken cancellationToken)
    {
        if (!plan.Clips.Any(c => c.Stem == StemKind.Vocals))
        {
            return plan;
        }

        var bed = new double[(int)Math.Ceiling(plan.DurationSeconds * plan.Bpm / 60)];
        var voices = plan.Tracks.ToDictionary(t => t.Id, _ => new double[bed.Length]);
        foreach (var clip in plan.Clips)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stem = await sources.GetStemAsync(clip.Track, clip.Stem, cancellationToken).ConfigureAwait(false);
            Add(clip, plan, stem, clip.Stem == StemKind.Vocals ? voices[clip.Track] : bed);
        }

        var moves = plan.Tracks.ToDictionary(t => t.Id, t => Move(voices[t.Id], bed));
        return plan with
        {
            Clips = [.. plan.Clips.Select(c => c.Stem == StemKind.Vocals && moves[c.Track] != 0 ? c with { GainDb = Math.Round(c.GainDb + moves[c.Track], 1) } : c)],
            Rationale = [.. plan.Rationale, .. plan.Tracks.Where(t => moves[t.Id] != 0).Select(t => Reason(t, moves[t.Id]))],
        };
    }

    private static void Add(PlanClip clip, MashupPlan plan, AudioBuffer stem, double[] beats)
    {
        var samplesPerBeat = 60 / plan.Bpm * plan.SampleRate;
        var map = WarpMap.Of(clip, samplesPerBeat, plan.SampleRate, plan.Tracks.First(t => t.Id == clip.Track).Bpm);
        KWeighting first = new(stem.SampleRate), second = new(stem.SampleRate);
        var gain = Math.Pow(10, clip.GainDb / 10);
        double end = clip.StartBeat + clip.Beats;
        for (var beat = (int)Math.Max(0, Math.Floor(clip.StartBeat)); beat < Math.Min(beats.Length, end); beat++)
        {
            double start = Math.Max(beat, clip.StartBeat), stop = Math.Min(beat + 1, end);
            var from = (int)Math.Clamp(map.At(start * samplesPerBeat), 0, stem.Length);
            var to = (int)Math.Clamp(map.At(stop * samplesPerBeat), from, stem.Length);
            var (left, right) = KWeighting.Energies(first, second, stem.Channel(0)[from..to], stem.Channel(stem.ChannelCount - 1)[from..to]);
            beats[beat] += to > from ? (stop - start) * gain * (left + right) / (to - from) : 0;
        }
    }

    private static double Move(double[] voice, double[] bed)
    {
        var gate = VoiceLevel.Gated(voice) / 10;
        var sung = Enumerable.Range(0, voice.Length).Where(b => voice[b] > gate && gate > 0 && bed[b] > AudiblePower).ToList();
        if (sung.Count < FewestBeats)
        {
            return 0;
        }

        var above = 10 * Math.Log10(sung.Sum(b => voice[b]) / sung.Sum(b => bed[b]));
        return Math.Round(Math.Clamp(Math.Clamp(above, -WithinLu, WithinLu) - above, -MostDb, MostDb), 1);
    }

    private static string Reason(PlanTrack track, double db) => FormattableString.Invariant(
        $"The voice of “{Path.GetFileNameWithoutExtension(track.File)}” is {(db > 0 ? "raised" : "lowered")} by {Math.Abs(db):0.0} dB, to stand over the band as voices do.");
}
