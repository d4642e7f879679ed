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
        for (var k = -(transform.Half / hop) - 1; (long)k * hop - transform.Half < request.OutputLength; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var centre = (long)k * hop;
            var x = (long)Math.Round(map.ToInput(centre));
            var before = (long)Math.Round(map.ToInput(centre - hop));
            for (var c = 0; c < source.Length; c++)
            {
                transform.Analyse(source[c], x, current.Re[c], current.Im[c]);
                transform.Analyse(source[c], x - hop, earlier.Re[c], earlier.Im[c]);
            }

            propagation.Advance(current, earlier, y2, (double)hop / (x - before));
            for (var c = 0; c < source.Length; c++)
            {
                transform.Synthesise(y2.Re[c], y2.Im[c], output.Channel(c), centre);
            }
        }

        return output;
    }
}
