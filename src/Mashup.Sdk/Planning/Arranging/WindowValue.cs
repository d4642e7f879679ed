namespace Mashup.Sdk.Planning.Arranging;

/// <summary>What a choice of windows earns in a block, by cause.</summary>
/// <param name="Merit">The windows themselves: sung through, on a phrase, free of other voices.</param>
/// <param name="Harmony">How their chords agree, −1 to 1.</param>
/// <param name="Energy">Nearness to the energy that is wished there.</param>
/// <param name="Flow">Going on where the block before ended, a chorus in a chorus.</param>
/// <param name="Fresh">What it costs to hear music again, negative.</param>
internal readonly record struct WindowValue(double Merit, double Harmony, double Energy, double Flow, double Fresh)
{
    private const double HarmonyWeight = 1.2;

    /// <summary>All of it.</summary>
    public double Total => Merit + HarmonyWeight * Harmony + Energy + Flow + Fresh;

    public static WindowValue operator +(WindowValue a, WindowValue b) =>
        new(a.Merit + b.Merit, a.Harmony + b.Harmony, a.Energy + b.Energy, a.Flow + b.Flow, a.Fresh + b.Fresh);

    /// <summary>What speaks most for this one against another, as the rest of a sentence about the other.</summary>
    public string Against(WindowValue other)
    {
        (double Gain, string Words)[] causes =
        [
            (HarmonyWeight * (Harmony - other.Harmony), FormattableString.Invariant($"whose chords fit less ({Percent(other.Harmony)} % against {Percent(Harmony)} %)")),
            (Merit - other.Merit, "which is a weaker phrase"),
            (Energy - other.Energy, "which is further from the energy wished here"),
            (Flow - other.Flow, "which does not follow on so well"),
            (Fresh - other.Fresh, "which is heard elsewhere"),
        ];
        var most = causes.MaxBy(c => c.Gain);
        return most.Gain > 0 ? most.Words : "which is as good";
    }

    private static double Percent(double harmony) => Math.Round(100 * Math.Clamp(harmony, 0, 1));
}
