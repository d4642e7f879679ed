using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Inspection;

namespace Mashup.Sdk.Tests.Inspection;

public sealed class ClickTrackTests
{
    [Fact]
    public void Mix_OfSilence_ClicksAtTheBeatsAndNowhereElse()
    {
        var grid = new BeatGrid(120, 1, 4, [0.25, 0.75, 1.25, 1.99], [0.75]);

        var samples = ClickTrack.Mix(new AudioBuffer(8000, 2, 16000), grid).Channel(1).ToArray();

        var starts = samples.Index().Where(s => s.Item != 0 && samples[Math.Max(0, s.Index - 60)..s.Index].All(v => v == 0)).Select(s => s.Index / 8000.0);
        Assert.Equal([0.25, 0.75, 1.25, 1.99], starts);
    }

    [Fact]
    public void Mix_Downbeat_IsAnOctaveHigher()
    {
        var grid = new BeatGrid(120, 1, 4, [0.5, 1.0], [0.5]);

        var samples = ClickTrack.Mix(new AudioBuffer(48000, 1, 96000), grid).Channel(0).ToArray();

        Assert.Equal(2.0, (double)Crossings(24000) / Crossings(48000), 0.15);
        int Crossings(int start) => Enumerable.Range(start, 480).Count(i => samples[i] > 0 != samples[i + 1] > 0);
    }
}
