using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Planning.Variants;

namespace Mashup.Sdk.Tests.Planning;

public class VariantTests
{
    [Theory]
    [InlineData(80, 60)]
    [InlineData(200, 120)]
    [InlineData(200, 180)]
    public void Plan_ThreeVariants_ShareLessThanSeventyPercent(double songSeconds, double seconds)
    {
        var plans = Plan(songSeconds, seconds, sings: true);
        for (var i = 0; i < 3; i++)
        {
            for (var j = i + 1; j < 3; j++)
            {
                Assert.True(PlanLikeness.Shared(plans[i], plans[j]) < 0.7, $"variants {i} and {j} share {PlanLikeness.Shared(plans[i], plans[j]):P0}");
            }
        }
    }

    [Fact]
    public void Plan_ThreeVariants_DifferInTempoAndRoles()
    {
        var plans = Plan(200, 120, sings: true);
        Assert.Equal(3, plans.Select(p => p.Bpm).Distinct().Count());
        Assert.True(plans.Select(p => string.Concat(p.Clips.Where(c => c.Stem == StemKind.Vocals).Select(c => c.Track).Distinct())).Distinct().Count() > 1);
    }

    [Fact]
    public void Plan_ThreeVariants_ComeBestFirst()
    {
        var scores = Plan(200, 120, sings: true).Select(p => p.Score.Overall).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public void Shared_SamePlan_IsAll() => Assert.Equal(1, PlanLikeness.Shared(Plan(100, 60, sings: true)[0], Plan(100, 60, sings: true)[0]));

    private static IReadOnlyList<MashupPlan> Plan(double songSeconds, double seconds, bool sings) => new VocalOverBandPlanner().Plan(
        new PlanningRequest
        {
            Tracks = [SyntheticAnalysis.Track(0, SyntheticAnalysis.Song(124, songSeconds, seed: 3)), SyntheticAnalysis.Track(1, SyntheticAnalysis.Song(126, songSeconds, seed: 4, sings: sings))],
            DurationSeconds = seconds,
            Variants = 3,
        },
        CancellationToken.None);
}
