using Mashup.Sdk.Planning.Phrases;

namespace Mashup.Sdk.Tests.Planning;

public class PhraseLatticeTests
{
    [Fact]
    public void Merits_SectionOfWholePhrases_PrefersItsStartThenItsFours()
    {
        var merits = PhraseLattice.Merits([0, 1, 2, 3, 4, 5, 6, 7, 0, 1]);
        Assert.True(merits[0] > merits[4] && merits[4] > merits[2] && merits[2] > merits[1]);
    }

    [Fact]
    public void Merits_SectionThatIsNoWholePhrases_TrustsItsFoursLess()
    {
        var whole = PhraseLattice.Merits([0, 1, 2, 3, 4, 5, 6, 7, 0]);
        var odd = PhraseLattice.Merits([0, 1, 2, 3, 4, 5, 6, 0]);
        Assert.True(odd[4] < whole[4]);
        Assert.Equal(whole[0], odd[0]);
    }

    [Fact]
    public void Merits_AfterASectionOfOneBar_DoubtTheNextStart()
    {
        var merits = PhraseLattice.Merits([0, 1, 2, 3, 0, 0, 1, 2, 3, 0]);
        Assert.True(merits[5] < merits[4]);
    }
}
