namespace Mashup.Sdk.Rendering;

/// <summary>The fraction of a rendering that is done: clips by their length, then mastering; ascending.</summary>
internal sealed class RenderProgress(IProgress<double>? target, double mixShare, double samples)
{
    private double _mixed;
    private double _last;

    /// <summary>Counts rendered samples.</summary>
    public void Mixed(double count)
    {
        _mixed += count;
        Report(mixShare * Math.Min(1, _mixed / samples));
    }

    /// <summary>Reports how much of the mastering is done.</summary>
    public void Master(double fraction) => Report(mixShare + (1 - mixShare) * fraction);

    private void Report(double fraction)
    {
        if (fraction > _last)
        {
            _last = fraction;
            target?.Report(fraction);
        }
    }
}
