using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Runs;

/// <summary>Models that refine what another separator made.</summary>
public sealed class DraftTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(400_000)]
    public async Task Draft_InShares_IsWhatAGraphThatMendsNothingGivesBack(int length)
    {
        var song = Signals.Noise(length);
        using var model = Families.Refiner();

        var stems = await model.SeparateAsync(new Song(song, [Scaled(song, 0.4f), Scaled(song, 0.3f), Scaled(song, 0.2f)]));

        double[] shares = [0.4, 0.3, 0.2, 0.1];
        Assert.All(shares.Zip(stems), s => Assert.InRange(Signals.ErrorDecibels(song, s.Second, s.First), double.NegativeInfinity, -80));
    }

    [Fact]
    public async Task Draft_OfStemsInTheirOwnBands_ComesBackAsTheyAre()
    {
        // Tones far apart: each stem alone in its bands, so that its share there is all.
        float[][][] draft = [Tone(220), Tone(1760), Tone(5000)];
        float[][] song = [.. Enumerable.Range(0, 2).Select(c => draft[0][c].Select((x, i) => x + draft[1][c][i] + draft[2][c][i]).ToArray())];
        using var model = Families.Refiner();

        var stems = await model.SeparateAsync(new Song(song, draft));

        Assert.All(draft.Zip(stems), s => Assert.InRange(Signals.ErrorDecibels(s.First, s.Second), double.NegativeInfinity, -30));
    }

    private static float[][] Scaled(float[][] song, float gain) => [.. song.Select(c => c.Select(x => x * gain).ToArray())];

    private static float[][] Tone(double hertz) =>
        [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 100_000).Select(i => (float)(0.2 * Math.Sin(2 * Math.PI * hertz * i / 44100))).ToArray())];
}
