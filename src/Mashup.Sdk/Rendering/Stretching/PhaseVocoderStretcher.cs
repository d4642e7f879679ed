using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Rendering.Stretching;

internal sealed class PhaseVocoderStretcher(VocoderSettings settings) : ITimeStretcher
{
    public AudioBuffer Stretch(AudioBuffer input, StretchRequest request, CancellationToken cancellationToken)
    {
        var map = new TimeMap(request.Map);
        var pitch = Math.Pow(2, request.Semitones / 12);
        var source = new float[input.ChannelCount][];
        for (var c = 0; c < source.Length; c++)
        {
            source[c] = input.Channel(c).ToArray();
            if (pitch != 1)
            {
                var y = new float[(int)Math.Ceiling(source[c].Length / pitch)];
                new SincReader(pitch).Read(source[c], 0, y);
                source[c] = y;
            }
        }

        map = map.ScaleInput(1 / pitch);
        var output = new AudioBuffer(input.SampleRate, source.Length, request.OutputLength);
        var transform = new FrameTransform(settings, input.SampleRate);
        var propagation = new PhasePropagation(settings, source.Length, transform.Bins, (int)Math.Round((double)transform.Size / transform.Hop));
        FrameSpectrum current = new(source.Length, transform.Bins), earlier = new(source.Length, transform.Bins), y2 = new(source.Length, transform.Bins);
        var hop = transform.Hop;
        List<Onset> onsets = settings.Anchor ? new OnsetDetector(settings, input.SampleRate).Detect(source, cancellationToken) : [];
        var line = new AnchoredTimeline(map, map.Points, onsets.Select(o => o.Position), settings.AnchorBefore * input.SampleRate, settings.AnchorAfter * input.SampleRate, settings.AnchorShare);
        var mask = new float[transform.Bins];
        for (var k = -(transform.Half / hop) - 1; (long)k * hop - transform.Half < request.OutputLength; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var centre = (long)k * hop;
            var x = (long)Math.Round(line.ToInput(centre));
            var before = (long)Math.Round(line.ToInput(centre - hop));
            for (var c = 0; c < source.Length; c++)
            {
                transform.Analyse(source[c], x, current.Re[c], current.Im[c]);
                transform.Analyse(source[c], x - hop, earlier.Re[c], earlier.Im[c]);
            }

            var onset = line.OnsetBetween(centre - hop, centre);
            if (onset >= 0)
            {
                Mask(transform, source, onsets[onset].Position, mask);
            }

            propagation.Advance(current, earlier, y2, (double)hop / Math.Max(1, x - before), onset >= 0 ? mask : null);
            for (var c = 0; c < source.Length; c++)
            {
                transform.Synthesise(y2.Re[c], y2.Im[c], output.Channel(c), centre);
            }
        }

        return output;
    }

    private void Mask(FrameTransform transform, float[][] source, int onset, float[] mask)
    {
        float[] before = new float[mask.Length], after = new float[mask.Length], re = new float[mask.Length], im = new float[mask.Length];
        foreach (var channel in source)
        {
            foreach (var (at, sum) in new[] { (onset - transform.Half, before), (onset + transform.Half / 2, after) })
            {
                transform.Analyse(channel, at, re, im);
                for (var b = 0; b < re.Length; b++)
                {
                    sum[b] += re[b] * re[b] + im[b] * im[b];
                }
            }
        }

        for (var b = 0; b < mask.Length; b++)
        {
            float p = 0, q = 0;
            for (var n = Math.Max(0, b - 2); n <= Math.Min(mask.Length - 1, b + 2); n++)
            {
                p += before[n];
                q += after[n];
            }

            mask[b] = (float)(settings.ResetStrength * Math.Clamp(1 - settings.ResetRise * p / (q + 1e-20f), 0, 1));
        }
    }
}
