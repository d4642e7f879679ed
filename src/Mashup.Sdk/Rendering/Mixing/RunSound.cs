using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>Fetches the sound of a run from its source: the right window, stretched and shifted onto the timeline.</summary>
/// <remarks>
/// 1. The window reaches a little beyond the run, so that filters and the stretcher's first frames settle outside what is heard.
/// 2. Where the map keeps the source's own speed to within 0.1 ms and nothing is shifted, samples are copied: no processing can be heard.
/// 3. Everything else goes through the <see cref="ITimeStretcher"/>.
/// </remarks>
internal static class RunSound
{
    /// <summary>Timeline samples rendered before the run's first.</summary>
    public const int LeadIn = 2048;

    private const int LeadOut = 1024;
    private const int LengthStep = 256;
    private const int Context = 8192;
    private const double SteadySeconds = 0.0001;

    /// <summary>Everything that <see cref="Render"/> makes of a source, written the same way wherever the run stands on the timeline.</summary>
    public static string Describe(ClipRun run, StretchQuality quality)
    {
        int start = run.Start - LeadIn, length = LengthOf(run);
        var points = Points(run.Map, start, start + length, 0).Select(p => FormattableString.Invariant($"{p.Output:R}:{p.Input:R}"));
        return FormattableString.Invariant($"{length} samples, {run.Semitones:R} semitones, {quality}: {string.Join(' ', points)}");
    }

    /// <summary>Renders the timeline samples from <c>run.Start - LeadIn</c> to a little after the run's end.</summary>
    public static AudioBuffer Render(ClipRun run, AudioBuffer source, ITimeStretcher stretcher, StretchQuality quality, CancellationToken cancellationToken)
    {
        int start = run.Start - LeadIn, length = LengthOf(run);
        if (run.Semitones == 0 && Offset(run.Map, start, start + length, source.SampleRate) is { } offset)
        {
            return Window(source, start + offset, length);
        }

        var from = Math.Clamp((long)Math.Floor(run.Map.At(start)) - Context, 0, source.Length);
        var to = Math.Clamp((long)Math.Ceiling(run.Map.At(start + length)) + Context, from, source.Length);
        if (from == to)
        {
            return new AudioBuffer(source.SampleRate, 2, length);
        }

        var request = new StretchRequest
        {
            OutputLength = length,
            Map = Points(run.Map, start, start + length, from),
            Semitones = run.Semitones,
            KeepFormants = run.Stem == StemKind.Vocals && run.Semitones != 0,
            Quality = quality,
        };
        return stretcher.Stretch(Window(source, from, (int)(to - from)), request, cancellationToken);
    }

    /// <summary>Samples that <see cref="Render"/> makes of a run.</summary>
    /// <remarks>In steps: where a clip stands decides by a sample how long it is, and that must not decide whether its sound is found again.</remarks>
    public static int LengthOf(ClipRun run) => (run.End + LeadOut - (run.Start - LeadIn) + LengthStep - 1) / LengthStep * LengthStep;

    // The constant distance between source and timeline, whole samples, where there is one.
    private static long? Offset(WarpMap map, double start, double end, int sampleRate)
    {
        var distances = Points(map, start, end, 0).Select(p => p.Input - p.Output - start).ToList();
        distances.Add(map.At(start) - start);
        distances.Add(map.At(end) - end);
        double min = distances.Min(), max = distances.Max();
        return max - min <= SteadySeconds * sampleRate ? (long)Math.Round((min + max) / 2) : null;
    }

    private static List<StretchPoint> Points(WarpMap map, double start, double end, long sourceStart)
    {
        var points = new List<StretchPoint>();
        for (var i = 0; i < map.Count; i++)
        {
            // One point on either side keeps the slope at the window's edges.
            if ((i + 1 == map.Count || map[i + 1].Timeline > start) && (i == 0 || map[i - 1].Timeline < end))
            {
                points.Add(new StretchPoint(map[i].Timeline - start, map[i].Source - sourceStart));
            }
        }

        if (points.Count < 2)
        {
            points = [new StretchPoint(0, map.At(start) - sourceStart), new StretchPoint(end - start, map.At(end) - sourceStart)];
        }

        return points;
    }

    /// <summary>A stereo copy of part of a source, silent outside it and where it is not a number.</summary>
    private static AudioBuffer Window(AudioBuffer source, long start, int length)
    {
        var window = new AudioBuffer(source.SampleRate, 2, length);
        var first = (int)Math.Clamp(-start, 0, length);
        var last = (int)Math.Clamp(source.Length - start, first, length);
        for (var c = 0; c < 2; c++)
        {
            var input = source.Channel(Math.Min(c, source.ChannelCount - 1)).Slice((int)Math.Clamp(start + first, 0, source.Length), last - first);
            var output = window.Channel(c).Slice(first, last - first);
            for (var i = 0; i < input.Length; i++)
            {
                output[i] = Math.Abs(input[i]) <= 64f ? input[i] : 0f;
            }
        }

        return window;
    }
}
