using Mashup.Sdk.Demo;

namespace Mashup.Sdk.Tests.Demo;

public sealed class DemoSongsTests
{
    [Theory]
    [InlineData(DemoSong.NeonHarbour, 124)]
    [InlineData(DemoSong.PaperKites, 118)]
    public void Create_Song_HasItsFormAndLevel(DemoSong song, double bpm)
    {
        var audio = DemoSongs.Create(song);

        Assert.Equal(36 * 4 * 60 / bpm + 1, audio.DurationSeconds, 0.01);
        var peak = Math.Max(Peak(audio.Channel(0)), Peak(audio.Channel(1)));
        Assert.Equal(0.891, peak, 0.002);
    }

    private static float Peak(ReadOnlySpan<float> samples)
    {
        var peak = 0f;
        foreach (var sample in samples)
        {
            Assert.True(float.IsFinite(sample));
            peak = Math.Max(peak, Math.Abs(sample));
        }

        return peak;
    }
}
