using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis.Sections;

/// <summary>Finds sections as phrases: cuts on bar lines where the music changes, spaced as songs are.</summary>
/// <remarks>
/// 1. Beat features are gathered bar by bar (<see cref="BarFeatures"/>); what is far quieter than the song at its ends is left out, and becomes
///    an intro or outro of its own where it is long.
/// 2. Novelty of every bar line (<see cref="BoundaryNovelty"/>).
/// 3. Dynamic programming trades novelty against regular lengths (<see cref="PhraseSegmenter"/>).
/// 4. Roles from repetition, energy and vocals (<see cref="SectionLabeller"/>).
/// </remarks>
internal sealed class PhraseSectionDetector : ISectionDetector
{
    private const double LongBars = 2;
    private const float QuietDb = 10;

    /// <inheritdoc/>
    public IReadOnlyList<Section> Detect(
        BeatGrid beats, BeatFeatures features, IReadOnlyList<VocalRegion> vocals, double durationSeconds, CancellationToken cancellationToken)
    {
        var bars = Sounding(BarFeatures.Of(beats, features));
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
        times.Add(bars[^1].EndBeat < beats.Beats.Count ? beats.Beats[bars[^1].EndBeat] : durationSeconds);
        return Join(times, labels, energies, groups, LongBars * 60 / beats.Bpm * beats.Meter, durationSeconds);
    }

    private static BarFeatures[] Sounding(BarFeatures[] bars)
    {
        if (bars.Length == 0)
        {
            return bars;
        }

        var levels = bars.Select(b => b.Levels.Max()).ToArray();
        var floor = levels.Order().ElementAt(levels.Length / 2) - QuietDb;
        return bars[Array.FindIndex(levels, l => l >= floor)..(Array.FindLastIndex(levels, l => l >= floor) + 1)];
    }

    /// <summary>Stretches the sections from 0 to the end of the song, or puts an intro before or an outro after them where there is much to cover.</summary>
    private static List<Section> Join(List<double> times, SectionLabel[] labels, double[] energies, int[] groups, double much, double durationSeconds)
    {
        var sections = new List<Section>();
        var quiet = energies.Min() / 2;
        if (times[0] > much)
        {
            sections.Add(new Section(0, times[0], SectionLabel.Intro, quiet, 0));
        }
        else
        {
            times[0] = 0;
        }

        var tail = durationSeconds - times[^1] > much;
        times[^1] = tail ? times[^1] : durationSeconds;
        var firstGroup = sections.Count;
        for (var i = 0; i < labels.Length; i++)
        {
            sections.Add(new Section(times[i], times[i + 1], labels[i], energies[i], groups[i] + firstGroup));
        }

        if (tail)
        {
            sections.Add(new Section(times[^1], durationSeconds, SectionLabel.Outro, quiet, groups.Max() + firstGroup + 1));
        }

        return sections;
    }
}
