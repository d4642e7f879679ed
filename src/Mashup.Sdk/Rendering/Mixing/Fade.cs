namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>A gain that rises from 0 to 1, or falls from 1 to 0, between two timeline samples.</summary>
/// <param name="From">First sample of the ramp.</param>
/// <param name="To">First sample after it.</param>
/// <param name="Rises">Whether it fades in.</param>
/// <param name="Shape">How.</param>
internal readonly record struct Fade(double From, double To, bool Rises, FadeShape Shape)
{
    /// <summary>Multiplies gains that belong to the timeline samples from <paramref name="start"/> on.</summary>
    public void Apply(Span<float> gains, int start)
    {
        var first = (int)Math.Clamp(Math.Ceiling(From - start), 0, gains.Length);
        var last = (int)Math.Clamp(Math.Ceiling(To - start), first, gains.Length);
        for (var i = first; i < last; i++)
        {
            var x = (start + i - From) / (To - From);
            var y = Rises ? x : 1 - x;
            gains[i] *= (float)(Shape == FadeShape.Linear ? y : Math.Sin(Math.PI / 2 * y));
        }

        (Rises ? gains[..first] : gains[last..]).Clear();
    }
}

/// <summary>Course of a fade.</summary>
internal enum FadeShape
{
    /// <summary>Two crossing fades keep the power: for sounds that differ.</summary>
    EqualPower,

    /// <summary>Two crossing fades sum to one: for the same sound on both sides.</summary>
    Linear,
}
