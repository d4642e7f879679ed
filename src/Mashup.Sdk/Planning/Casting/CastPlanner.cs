using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Planning.Form;
using Mashup.Sdk.Planning.Songs;
using Mashup.Sdk.Planning.Tempo;

namespace Mashup.Sdk.Planning.Casting;

/// <summary>Decides for every block which song sings over which.</summary>
/// <remarks>
/// Dynamic programming over the blocks. State: the roles, and which songs have been heard. A block earns what its direction is worth (A over B is not
/// B over A), pays for a change of voice or bed (more for both at once; the style slider makes changes cheap), and at the end every song not heard
/// costs more than anything else. After a break another voice is welcome; with three songs or more, changes are. Songs that cannot be layered play alone,
/// rather where nobody sings; where no two can be layered, they take turns of equal length.
/// </remarks>
internal static class CastPlanner
{
    private const double Unheard = 50;
    private const double NotAllowed = 500;
    private const double SameVoice = 0.45;
    private const double Variety = 0.25;
    private const double Interlude = 0.15;

    /// <summary>Roles, one per block.</summary>
    /// <param name="blocks">The form.</param>
    /// <param name="songs">The songs.</param>
    /// <param name="tempo">Which of them can be layered.</param>
    /// <param name="worth">Worth of one song over another, about 0 to 1.</param>
    /// <param name="style">0 safe to 1 experimental.</param>
    /// <param name="lead">Index of the only song that may sing, or −1.</param>
    /// <param name="allows">Whether a role may be given in a block; where none may, all may.</param>
    public static Role[] Choose(
        IReadOnlyList<FormBlock> blocks, IReadOnlyList<Song> songs, TempoPlan tempo, double[,] worth, double style, int lead, Func<FormBlock, Role, bool> allows)
    {
        var roles = Roles(songs, tempo, lead);
        if (roles.All(r => r.Alone))
        {
            return Turns(blocks, roles);
        }

        var variety = roles.Where(r => !r.Alone).Select(r => r.Bed).Distinct().Count() > 2 ? Variety : 0;
        var voices = roles.Where(r => !r.Alone).Select(r => r.Lead).Distinct().Count();
        var masks = 1 << songs.Count;
        var back = new (int Role, int Mask)[blocks.Count, roles.Length, masks];
        var now = Fill(roles.Length, masks);
        for (var r = 0; r < roles.Length; r++)
        {
            now[r, Heard(blocks[0], roles[r])] = Worth(blocks[0], roles[r], worth) - Barred(blocks[0], roles[r]);
        }

        for (var b = 1; b < blocks.Count; b++)
        {
            var next = Fill(roles.Length, masks);
            var gains = roles.Select(r => Worth(blocks[b], r, worth) - Barred(blocks[b], r)).ToArray();
            var stale = voices > 1 && blocks[b - 1].Label == SectionLabel.Break;
            for (var p = 0; p < roles.Length; p++)
            {
                for (var m = 0; m < masks; m++)
                {
                    if (double.IsNegativeInfinity(now[p, m]))
                    {
                        continue;
                    }

                    for (var r = 0; r < roles.Length; r++)
                    {
                        var mask = m | Heard(blocks[b], roles[r]);
                        var value = now[p, m] + gains[r] - Change(roles[p], roles[r], style, variety) - (stale && roles[p].Lead == roles[r].Lead ? SameVoice : 0);
                        if (value > next[r, mask] + 1e-12)
                        {
                            next[r, mask] = value;
                            back[b, r, mask] = (p, m);
                        }
                    }
                }
            }

            now = next;
        }

        return Trace(blocks.Count, roles, now, back, songs.Count);

        double Barred(FormBlock block, Role role) => allows(block, role) ? 0 : NotAllowed;
    }

    private static Role[] Trace(int blocks, Role[] roles, double[,] end, (int Role, int Mask)[,,] back, int songs)
    {
        var (best, most) = ((Role: 0, Mask: 0), double.NegativeInfinity);
        for (var r = 0; r < roles.Length; r++)
        {
            for (var m = 0; m < 1 << songs; m++)
            {
                var value = end[r, m] - Unheard * (songs - System.Numerics.BitOperations.PopCount((uint)m));
                if (value > most)
                {
                    (best, most) = ((r, m), value);
                }
            }
        }

        var chosen = new Role[blocks];
        for (var b = blocks - 1; b >= 0; b--)
        {
            chosen[b] = roles[best.Role];
            best = back[b, best.Role, best.Mask];
        }

        return chosen;
    }

    private static Role[] Roles(IReadOnlyList<Song> songs, TempoPlan tempo, int lead)
    {
        var layered = Enumerable.Range(0, songs.Count).Where(i => tempo.Fits[i].Layers).ToArray();
        var anySings = layered.Any(i => songs[i].Sings && (lead < 0 || i == lead));
        var duets = layered.SelectMany(v => layered.Where(b => b != v).Select(b => new Role(v, b)))
            .Where(r => (lead < 0 || r.Lead == lead || !tempo.Fits[lead].Layers) && (!anySings || songs[r.Lead].Sings));
        var alone = Enumerable.Range(0, songs.Count).Where(i => !tempo.Fits[i].Layers || layered.Length < 2).Select(i => new Role(i, i));
        return [.. duets, .. alone];
    }

    // Intros, breaks and outros are the bed's own; the lead is not heard there.
    private static int Heard(FormBlock block, Role role) => (block.Sung ? 1 << role.Lead : 0) | 1 << role.Bed;

    private static double Worth(FormBlock block, Role role, double[,] worth) =>
        !role.Alone ? worth[role.Lead, role.Bed] : block.Sung ? 0 : block.Label == SectionLabel.Outro ? 0.3 : 0.4;

    private static Role[] Turns(IReadOnlyList<FormBlock> blocks, Role[] roles)
    {
        var bars = blocks.Sum(b => b.Bars);
        return [.. blocks.Select(b => roles[Math.Min(roles.Length - 1, (b.StartBar + b.Bars / 2) * roles.Length / bars)])];
    }

    private static double Change(Role from, Role to, double style, double variety)
    {
        if (from.Alone != to.Alone)
        {
            return Interlude;
        }

        var changes = (from.Lead != to.Lead ? 1 : 0) + (from.Bed != to.Bed ? 1 : 0);
        return changes switch
        {
            0 => 0.22 * style + variety,
            1 => 0.3 - 0.3 * style,
            _ => 0.55 - 0.45 * style,
        };
    }

    private static double[,] Fill(int roles, int masks)
    {
        var values = new double[roles, masks];
        System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref values[0, 0], values.Length).Fill(double.NegativeInfinity);
        return values;
    }
}
