using Mashup.Sdk.Planning.Arranging;
using Mashup.Sdk.Planning.Phrases;

namespace Mashup.Sdk.Planning.Variants;

/// <summary>What earlier variants play, so that the next one plays something else.</summary>
internal sealed class HeardMusic
{
    private readonly List<(PhraseWindow Window, bool Sung)[]> _variants = [];

    /// <summary>Number of earlier variants.</summary>
    public int Count => _variants.Count;

    /// <summary>Remembers a variant.</summary>
    public void Add(IReadOnlyList<ArrangedBlock> blocks) => _variants.Add([.. Played(blocks).Distinct()]);

    /// <summary>Share of a window that an earlier variant plays in the same role, 0 to 1.</summary>
    public double Share(int variant, PhraseWindow window, bool sung)
    {
        var beats = 0;
        foreach (var (other, otherSung) in _variants[variant])
        {
            beats += otherSung == sung && other.Song == window.Song
                ? Math.Max(0, Math.Min(other.EndBeat, window.EndBeat) - Math.Max(other.StartBeat, window.StartBeat))
                : 0;
        }

        return Math.Min(1, beats / (double)(window.EndBeat - window.StartBeat));
    }

    private static IEnumerable<(PhraseWindow Window, bool Sung)> Played(IReadOnlyList<ArrangedBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (block.Lead is { } lead)
            {
                yield return (lead, true);
            }

            if (block.Bed is { } bed)
            {
                yield return (bed, false);
            }
        }
    }
}
