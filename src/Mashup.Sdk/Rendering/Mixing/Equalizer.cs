using Mashup.Sdk.Dsp;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>One automated band of a stereo clip's equaliser: lows, mids or highs.</summary>
/// <remarks>Lows are two shelves at 180 Hz with half the gain each, so that −36 dB at the kick leave everything above 300 Hz alone.</remarks>
internal sealed class Equalizer
{
    private const double LowHz = 180;
    private const double MidHz = 1000;
    private const double MidQ = 0.5;
    private const double HighHz = 4000;

    private readonly ControlCurve _root;
    private readonly ToneFilter[] _sections;
    private readonly float[] _roots = new float[SweepFilter.MaxBlock];

    private Equalizer(ControlCurve root, ToneFilter[] sections) => (_root, _sections) = (root, sections);

    /// <summary>The band of a clip, or <see langword="null"/> where the automation is of another kind or never moves anything.</summary>
    public static Equalizer? Of(Automation automation, double samplesPerBeat, double sampleRate, int start, int end)
    {
        if (automation.Points.All(p => p.Value == 0))
        {
            return null;
        }

        ToneFilter[]? sections = automation.Parameter switch
        {
            Automation.LowGainDb => [ToneFilter.LowShelf(LowHz, sampleRate), ToneFilter.LowShelf(LowHz, sampleRate)],
            Automation.MidGainDb => [ToneFilter.Bell(MidHz, MidQ, sampleRate)],
            Automation.HighGainDb => [ToneFilter.HighShelf(HighHz, sampleRate)],
            _ => null,
        };
        var share = automation.Parameter == Automation.LowGainDb ? 0.5 : 1;
        return sections is null ? null
            : new Equalizer(ControlCurve.Of(automation.Points, samplesPerBeat, start, end, db => ToneFilter.Root(db * share)), sections);
    }

    /// <summary>Filters a block in place; <paramref name="start"/> is its place on the timeline.</summary>
    public void Process(int start, Span<float> left, Span<float> right)
    {
        var roots = _roots.AsSpan(0, left.Length);
        _root.Fill(start, roots);
        if (!roots.ContainsAnyExcept(1f))
        {
            Array.ForEach(_sections, s => s.Rest());
            return;
        }

        foreach (var section in _sections)
        {
            section.Process(left, right, roots);
        }
    }
}
