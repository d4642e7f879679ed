using Mashup.Sdk.Audio;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning;

namespace Mashup.Samples.Tests.Stubs;

/// <summary>Two seconds of the first song, whatever is wished, after the gate lets it.</summary>
internal sealed class StubPlanner(Gate gate) : IMashupPlanner
{
    public IReadOnlyList<MashupPlan> Plan(PlanningRequest request, CancellationToken cancellationToken)
    {
        gate.Planned();
        var key = new MusicalKey(0, Mode.Major);
        return
        [
            .. Enumerable.Range(0, request.Variants).Select(_ => new MashupPlan
            {
                Seed = request.Seed,
                Bpm = 120,
                Key = key,
                DurationSeconds = 2,
                Tracks = [.. request.Tracks.Select(t => new PlanTrack(t.Id, t.File, t.Sha256, 120, key))],
                Sections = [new PlanSection(0, 4, SectionLabel.Intro)],
                Clips =
                [
                    new PlanClip
                    {
                        Id = "c1", Track = request.Tracks[0].Id, Stem = StemKind.Mix, StartBeat = 0, Beats = 4, Warp = [new WarpPoint(0, 0), new WarpPoint(4, 2)],
                    },
                ],
                Score = new PlanScore(0.5, 0.5, 0.5, 0.5),
                Rationale = ["stub"],
            }),
        ];
    }
}
