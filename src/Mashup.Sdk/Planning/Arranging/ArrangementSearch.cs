using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning.Casting;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Phrases;
using Mashup.Sdk.Planning.Revising;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;
using Mashup.Sdk.Planning.Variants;

namespace Mashup.Sdk.Planning.Arranging;

/// <summary>Fills the blocks with windows of the songs, so that the whole is best.</summary>
/// <remarks>
/// Beam search over the blocks. A step earns the merit of its windows, their local harmony after transposition, going on where the block before ended,
/// a chorus sung in a chorus, and energy near the arc; it pays for music heard before in this plan, and for music of earlier variants: each window by
/// its share, and steeply once a third of the plan comes from one of them.
/// </remarks>
internal sealed class ArrangementSearch(Ensemble ensemble, TempoPlan tempo, LockedClips locked, int seed, HeardMusic heard, double novelty)
{
    private const int Width = 12;
    private const int Leads = 10;
    private const double Bearable = 0.33;
    private readonly Dictionary<(int Song, int Bars, bool Sung), IReadOnlyList<PhraseWindow>> _windows = [];
    private readonly Dictionary<(PhraseWindow, PhraseWindow), double> _harmonies = [];
    private int _bars;

    public IReadOnlyList<ArrangedBlock> Fill(IReadOnlyList<FormBlock> blocks, Role[] roles, CancellationToken cancellationToken)
    {
        var beam = new List<State> { new(null, null, 0, []) };
        _bars = blocks.Sum(b => b.Bars);
        for (var b = 0; b < blocks.Count; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = new List<State>();
            foreach (var state in beam)
            {
                Extend(state, blocks[b], roles[b], next);
            }

            beam = [.. next.OrderByDescending(s => s.Value).Take(Width)];
        }

        var filled = new List<ArrangedBlock>();
        for (var state = beam[0]; state.Block is not null; state = state.Before!)
        {
            filled.Add(state.Block);
        }

        filled.Reverse();
        return filled;
    }

    private void Extend(State state, FormBlock block, Role role, List<State> next)
    {
        if (role.Alone)
        {
            next.Add(After(state, new ArrangedBlock(block, role, null, null, 0, null), 0));
            return;
        }

        var beds = Choices(block, role, sung: false).Select(w => new Choice(null, w, BedValue(state, block, w))).ToArray();
        var leads = block.Sung ? Choices(block, role, sung: true).Select(w => (Window: w, Value: LeadValue(state, block, w))) : [];
        var ranked = leads.OrderByDescending(x => x.Value.Total).Take(Leads).ToArray();
        var choices = ranked.Length == 0 ? beds : (from lead in ranked from bed in beds select Pair(lead.Window, lead.Value, bed)).ToArray();
        var ordered = choices.OrderByDescending(c => c.Value.Total).ToArray();
        foreach (var choice in ordered.Take(Width))
        {
            next.Add(After(state, new ArrangedBlock(block, role, choice.Lead, choice.Bed, choice.Lead is null ? 0 : choice.Value.Harmony, Rival(choice, ordered)), choice.Value.Total));
        }
    }

    private Choice Pair(PhraseWindow lead, WindowValue value, Choice bed) =>
        new(lead, bed.Bed, value + bed.Value with { Harmony = Harmony(lead, bed.Bed) });

    private static RunnerUp? Rival(Choice choice, Choice[] ordered)
    {
        var other = Array.Find(ordered, c => choice.Lead is { } lead ? !c.Lead!.Overlaps(lead) : !c.Bed.Overlaps(choice.Bed));
        return other is null ? null : new RunnerUp(other.Lead ?? other.Bed, choice.Value.Against(other.Value));
    }

    private WindowValue BedValue(State state, FormBlock block, PhraseWindow window)
    {
        var merit = window.Merit + Taste(window) + (block.Answered ? 0.6 * ArrangedBlock.AnswerShare(window) : 0);
        var flow = state.Block?.Bed is { } previous && window.Continues(previous) ? 0.3 : 0;
        var fresh = -0.6 * Reuse(window, sung: false);
        for (var s = state; s.Block is not null; s = s.Before!)
        {
            fresh -= s.Block.Bed is { } bed && bed.Overlaps(window) ? 0.12 : 0;
        }

        return new WindowValue(merit, 0, -0.35 * Math.Abs(window.Level - block.Energy), flow, fresh);
    }

    private WindowValue LeadValue(State state, FormBlock block, PhraseWindow window)
    {
        var flow = LabelAt(window) == block.Label ? 0.15 : 0;
        var fresh = -0.7 * Reuse(window, sung: true);
        var continued = false;
        for (var s = state; s.Block is not null; s = s.Before!)
        {
            if (s.Block.Lead is { } lead && lead.Song == window.Song)
            {
                flow += !continued && window.Continues(lead) ? 0.2 : !continued && window.StartBeat < lead.StartBeat ? -0.05 : 0;
                continued = true;
                fresh -= lead.Overlaps(window) ? Again(s.Block.Block, block) : 0;
            }
        }

        return new WindowValue(window.Merit + Taste(window), 0, -0.2 * Math.Abs(window.Level - block.Energy), flow, fresh);
    }

    // A chorus comes back as a chorus; nothing is sung twice in a row.
    private static double Again(FormBlock before, FormBlock block) =>
        (before.Label != block.Label ? 0.55 : block.Label == SectionLabel.Chorus ? 0.25 : 0.4) + (before.StartBar + before.Bars == block.StartBar ? 0.25 : 0);

    private static SectionLabel LabelAt(PhraseWindow window)
    {
        var middle = window.Song.TimeOf(window.StartBeat + (window.EndBeat - window.StartBeat) / 2);
        return window.Song.Track.Analysis.Sections.LastOrDefault(s => s.Start <= middle)?.Label ?? SectionLabel.Instrumental;
    }

    // Earlier variants took these places; another one should sound different.
    private double Reuse(PhraseWindow window, bool sung)
    {
        var shared = 0d;
        for (var v = 0; v < heard.Count; v++)
        {
            shared += heard.Share(v, window, sung);
        }

        return novelty * shared;
    }

    private State After(State state, ArrangedBlock block, double value)
    {
        if (heard.Count == 0)
        {
            return new State(state, block, state.Value + value, []);
        }

        var shared = (double[])[.. state.Shared, .. new double[heard.Count - state.Shared.Length]];
        for (var v = 0; v < heard.Count; v++)
        {
            // A band sounds in three stems, a voice in one.
            var more = block.Block.Bars * ((block.Bed is { } bed ? 0.75 * heard.Share(v, bed, sung: false) : 0) + (block.Lead is { } lead ? 0.25 * heard.Share(v, lead, sung: true) : 0));
            value -= novelty * 0.25 * (Excess(shared[v] + more) - Excess(shared[v]));
            shared[v] += more;
        }

        return new State(state, block, state.Value + value, shared);
    }

    private double Excess(double sharedBars) => Math.Max(0, sharedBars - Bearable * _bars);

    private double Taste(PhraseWindow window)
    {
        var hash = (uint)(seed * 73856093) ^ (uint)(window.StartBeat * 19349663) ^ (uint)(window.Song.Index * 83492791);
        hash = (hash ^ (hash >> 15)) * 2246822519;
        return 0.03 * ((hash >> 8) / (double)(1 << 24));
    }

    private double Harmony(PhraseWindow lead, PhraseWindow bed)
    {
        if (!_harmonies.TryGetValue((lead, bed), out var harmony))
        {
            var (a, b) = (lead.Song.Index, bed.Song.Index);
            var (voice, band) = (ensemble.Harmonies[a].Voice, ensemble.Harmonies[b].Band);
            var steps = Math.Min(lead.LoopBars, bed.LoopBars) * tempo.Fits[a].BeatsPerBar(tempo.Meter) / voice.BeatsPerStep;
            harmony = voice.Correlate(band, lead.StartBeat, bed.StartBeat, Math.Max(1, steps), ensemble.Shifts[a] - ensemble.Shifts[b]);
            _harmonies[(lead, bed)] = harmony;
        }

        return harmony;
    }

    private IReadOnlyList<PhraseWindow> Choices(FormBlock block, Role role, bool sung)
    {
        var song = sung ? role.Lead : role.Bed;
        return locked.Pinned(block, tempo, sung) is { } pinned && pinned.Song.Index == song ? [pinned]
            : Windows(song, block.PhraseBars, sung && ensemble.Songs[song].Sings);
    }

    private IReadOnlyList<PhraseWindow> Windows(int song, int bars, bool sung)
    {
        if (!_windows.TryGetValue((song, bars, sung), out var windows))
        {
            windows = sung
                ? PhraseFinder.Sung(ensemble.Songs[song], tempo.Fits[song], tempo.Meter, bars)
                : PhraseFinder.Played(ensemble.Songs[song], tempo.Fits[song], tempo.Meter, bars);
            _windows[(song, bars, sung)] = windows;
        }

        return windows;
    }

    private sealed record Choice(PhraseWindow? Lead, PhraseWindow Bed, WindowValue Value);

    private sealed record State(State? Before, ArrangedBlock? Block, double Value, double[] Shared);
}
