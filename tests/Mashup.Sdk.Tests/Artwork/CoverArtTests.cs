using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Artwork;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Drawing;
using Mashup.Sdk.Planning;

namespace Mashup.Sdk.Tests.Artwork;

public sealed class CoverArtTests
{
    [Fact]
    public void Draw_LoudSecondHalf_HasItsLongSpokesOnTheLeft()
    {
        // Clockwise from the top: the second half of the time is the left half of the picture.
        var audio = new AudioBuffer(1000, 2, 60000);
        audio.Channel(0)[30000..].Fill(0.5f);

        var spokes = Spokes(CoverArt.Draw(audio, Plan("a.mp3", "b.mp3")));

        Assert.True(Longest(spokes.Where(s => s.Points[0].X < 480)) > 3 * Longest(spokes.Where(s => s.Points[0].X > 520)));
    }

    [Fact]
    public void Draw_VocalsOfOneOverTheBandOfTheOther_ShowsBothColours()
    {
        var colors = Spokes(CoverArt.Draw(new AudioBuffer(1000, 1, 60000), Plan("a.mp3", "b.mp3"))).Select(s => s.Color).Distinct();

        Assert.Equal(2, colors.Count());
    }

    [Theory]
    [InlineData("a.mp3", "b.mp3", "a × b")]
    [InlineData("字.mp3", "é🎵.mp3", "× é")]
    public void Draw_Title_IsWhatTheFontCanWrite(string first, string second, string title) =>
        Assert.Equal(title, CoverArt.Draw(new AudioBuffer(1000, 1, 60000), Plan(first, second)).Shapes.OfType<TextShape>().Single(t => t.Kind == "title").Text);

    [Fact]
    public void Draw_LongNames_StayInThePicture()
    {
        var text = CoverArt.Draw(new AudioBuffer(1000, 1, 60000), Plan(new string('W', 250) + ".mp3", "b.mp3")).Shapes.OfType<TextShape>().First();

        Assert.InRange(VectorFont.Measure(text.Text, text.Style), 500, CoverArt.Size - 50);
    }

    [Fact]
    public void Draw_NothingOrNoNumbers_IsAPictureAllTheSame()
    {
        var audio = new AudioBuffer(1000, 1, 60000);
        audio.Channel(0).Fill(float.NaN);

        Assert.Equal(CoverArt.Size, Canvas.Of(CoverArt.Draw(audio, Plan("a.mp3", "b.mp3"))).Width);
        Assert.Equal(CoverArt.Size, CoverArt.Draw(new AudioBuffer(1000, 1, 1), Plan("", "")).Height);
    }

    private static LineShape[] Spokes(Scene scene) => [.. scene.Shapes.OfType<LineShape>().Where(s => s.Kind == "spoke")];

    private static float Longest(IEnumerable<LineShape> spokes) => spokes.Max(s => (s.Points[0] - s.Points[1]).Length());

    private static MashupPlan Plan(string first, string second) => new()
    {
        Seed = 1,
        Bpm = 120,
        Key = new MusicalKey(0, Mode.Major),
        DurationSeconds = 60,
        Tracks = [new PlanTrack("a", first, "", 120, default), new PlanTrack("b", second, "", 120, default)],
        Sections = [],
        Clips =
        [
            new PlanClip { Id = "1", Track = "a", Stem = StemKind.Vocals, StartBeat = 0, Beats = 120, Warp = [] },
            new PlanClip { Id = "2", Track = "b", Stem = StemKind.Instrumental, StartBeat = 0, Beats = 120, Warp = [] },
        ],
        Score = new PlanScore(0, 0, 0, 0),
        Rationale = [],
    };
}
