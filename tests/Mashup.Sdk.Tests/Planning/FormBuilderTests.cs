using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning.Form;

namespace Mashup.Sdk.Tests.Planning;

public class FormBuilderTests
{
    [Fact]
    public void Build_AnyLength_FillsItAndEntersOnPhrases()
    {
        for (var seconds = 15; seconds <= 600; seconds += 7)
        {
            foreach (var energy in (double[])[0, 0.2, 0.5, 0.7, 1])
            {
                var blocks = FormBuilder.Build(seconds, 2.03, energy, 0.9);
                var next = 0;
                foreach (var block in blocks)
                {
                    Assert.Equal(next, block.StartBar);
                    Assert.InRange(block.Bars, 1, 11);
                    Assert.NotEmpty(block.Lanes);
                    Assert.All(block.Lanes, l => Assert.True(l.FromBar == 0 || (l.FromBar - block.CountIn) % 4 == 0, $"{block.Label} of {seconds} s: {l.Stem} enters in bar {l.FromBar}"));
                    next += block.Bars;
                }

                Assert.InRange((next + 1) * 2.03, seconds - 2.04, seconds + 2.04);
                Assert.Contains(blocks, b => b.Sung);
            }
        }
    }

    [Fact]
    public void Build_TwoMinutes_HasVerseChorusBreakAndOutro()
    {
        var labels = FormBuilder.Build(120, 2, 0.5, 0.3).Select(b => b.Label).ToArray();
        Assert.Equal(SectionLabel.Intro, labels[0]);
        Assert.Equal(SectionLabel.Outro, labels[^1]);
        Assert.Contains(SectionLabel.Verse, labels);
        Assert.Contains(SectionLabel.Chorus, labels);
        Assert.Contains(SectionLabel.Break, labels);
    }
}
