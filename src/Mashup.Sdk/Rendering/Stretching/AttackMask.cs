namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Which bins an attack raises: they take the input's phases; a tone that sounds on keeps its own.</summary>
internal sealed class AttackMask(FrameTransform transform)
{
    private const float LeastRise = 2;
    private const int Smoothing = 2;

    private readonly float[] _before = new float[transform.Bins];
    private readonly float[] _after = new float[transform.Bins];
    private readonly float[] _re = new float[transform.Bins];
    private readonly float[] _im = new float[transform.Bins];
    private readonly float[] _mask = new float[RotationSweep.Padded(transform.Bins)];

    /// <summary>Per bin 0 (sounded before as loud) to 1 (new), from a frame that ends at the attack and one around what follows it; padded for a <see cref="RotationSweep"/>, valid until the next call.</summary>
    public float[] Measure(SlidingSignal source, long onset)
    {
        AddEnergy(source, onset - transform.Half, _before);
        AddEnergy(source, onset + transform.Half / 2, _after);
        for (var b = 0; b < _before.Length; b++)
        {
            float before = 0, after = 1e-20f;
            for (var n = Math.Max(0, b - Smoothing); n <= Math.Min(_before.Length - 1, b + Smoothing); n++)
            {
                before += _before[n];
                after += _after[n];
            }

            _mask[b] = Math.Clamp(1 - LeastRise * before / after, 0, 1);
        }

        return _mask;
    }

    private void AddEnergy(SlidingSignal source, long centre, float[] energy)
    {
        energy.AsSpan().Clear();
        for (var c = 0; c < source.ChannelCount; c++)
        {
            transform.Analyse(source.Channel(c), centre - source.Start, _re, _im);
            for (var b = 0; b < energy.Length; b++)
            {
                energy[b] += _re[b] * _re[b] + _im[b] * _im[b];
            }
        }
    }
}
