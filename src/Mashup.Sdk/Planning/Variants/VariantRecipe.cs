namespace Mashup.Sdk.Planning.Variants;

/// <summary>What makes a variant sound different from the ones before, beside other music.</summary>
/// <param name="CastStyle">Style that the choice of roles works with: 1 trades roles with every section.</param>
/// <param name="SwapsDrums">Whether choruses keep the singer's own drums.</param>
/// <param name="TempoLean">Where between the slowest (−1) and the fastest (1) comfortable tempo it runs; 0 is the middle.</param>
internal sealed record VariantRecipe(double CastStyle, bool SwapsDrums, double TempoLean)
{
    private const double FreeDrums = 0.65;

    /// <summary>The first is what the sliders ask for, the second swaps roles and leans to a faster tempo, the third trades roles and drums and is slower.</summary>
    /// <param name="variant">Number of the variant, from 0.</param>
    /// <param name="style">0 safe to 1 experimental.</param>
    public static VariantRecipe Of(int variant, double style) => variant switch
    {
        0 => new VariantRecipe(style, style > FreeDrums, 0),
        1 => new VariantRecipe(style, style > FreeDrums, 0.5),
        _ => new VariantRecipe(Math.Max(style, 0.9), style <= FreeDrums, -0.5),
    };
}
