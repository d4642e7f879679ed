using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>Finds sections as phrases: cuts on bar lines where the music changes, spaced as songs are.</summary>
/// <remarks>
/// 1. Beat features are gathered bar by bar (<see cref="BarFeatures"/>).
/// 2. Novelty of every bar line (<see cref="BoundaryNovelty"/>).
/// 3. Dynamic programming trades novelty against regular lengths (<see cref="PhraseSegmenter"/>).
/// 4. Roles from repetition, energy and vocals (<see cref="SectionLabeller"/>).
/// </remarks>
internal sealed class PhraseSectionDetector : ISectionDetector
{
    private const double LeadBars = 2;

    /// <inheritdoc/>
    public IReadOnlyList<Section> Detect(
        BeatGrid beats, BeatFeatures features, IReadOnlyList<VocalRegion> vocals, double durationSeconds, CancellationToken cancellationToken)
    {
        var bars = BarFeatures.Of(beats, features);
        if (bars.Length < 2)
        {
            var sung = vocals.Sum(v => v.End - v.Start) > durationSeconds / 2;
            return [new Section(0, durationSeconds, sung ? SectionLabel.Verse : SectionLabel.Instrumental, 1, 0)];
        }

        var novelty = BoundaryNovelty.Compute(bars);
        cancellationToken.ThrowIfCancellationRequested();
        var starts = PhraseSegmenter.Cut(novelty);
        var profiles = starts.Select((start, i) => new SectionProfile(bars[start..(i + 1 < starts.Count ? starts[i + 1] : bars.Length)])).ToArray();
        var (labels, energies, groups) = SectionLabeller.Label(profiles);
        var times = starts.Select(start => beats.Beats[bars[start].FirstBeat]).ToList();
        return Join(times, labels, energies, groups, 60 / beats.Bpm * beats.Meter, durationSeconds);
    }

    /// <summary>Lets the first section begin at 0, or, where the song takes its time, puts an intro before it.</summary>
    private static List<Section> Join(List<double> times, SectionLabel[] labels, double[] energies, int[] groups, double bar, double durationSeconds)
    {
        var sections = new List<Section>();
        var lead = times[0] > LeadBars * bar;
        if (lead)
        {
            sections.Add(new Section(0, times[0], SectionLabel.Intro, energies.Min() / 2, 0));
        }
        else
        {
            times[0] = 0;
        }

        for (var i = 0; i < times.Count; i++)
        {
            var end = i + 1 < times.Count ? times[i + 1] : durationSeconds;
            sections.Add(new Section(times[i], end, labels[i], energies[i], groups[i] + (lead ? 1 : 0)));
        }

        return sections;
    }
}
