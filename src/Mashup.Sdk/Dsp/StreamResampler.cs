namespace Mashup.Sdk.Dsp;

/// <summary>Band-limited change of sample rate of one channel that comes piece by piece. One thread at a time.</summary>
/// <remarks>
/// 1. Both rates are divided by their greatest common divisor: output sample i lies at input position i · M / L, so that L filter phases are enough.
///    R. E. Crochiere and L. R. Rabiner, "Interpolation and decimation of digital signals", Proc. IEEE 69(3), 1981.
/// 2. Each phase is a row of a linear-phase <see cref="SincKernel"/> centred on its position: no latency.
/// 3. Rates with too many phases for a table are read at interpolated ones (<see cref="SincReader"/>).
/// 4. What the filter still needs of the input is kept until the next piece; into which pieces it comes makes no difference to the output.
/// </remarks>
internal sealed class StreamResampler
{
    private const int MostPhases = 1024;

    private readonly int _up;
    private readonly int _down;
    private readonly int _reach;
    private readonly SincKernel? _kernel;
    private readonly SincReader? _reader;
    private float[] _kept = [];
    private float[] _output = [];
    private long _origin;
    private int _count;
    private long _next;

    /// <param name="fromRate">The input's sample rate, Hz.</param>
    /// <param name="toRate">The output's sample rate, Hz.</param>
    public StreamResampler(int fromRate, int toRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toRate, 1);
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(fromRate, toRate);
        (_up, _down) = (toRate / divisor, fromRate / divisor);
        var step = (double)_down / _up;
        (_kernel, _reader) = _up > MostPhases ? (null, new SincReader(step)) : (new SincKernel(step, _up), (SincReader?)null);
        _reach = _kernel?.Taps ?? 2 * _reader!.Reach;
    }

    /// <summary>Samples that so many become in all.</summary>
    public long OutputLength(long inputLength) => (2 * inputLength * _up + _down) / (2L * _down);

    /// <summary>Takes the next piece.</summary>
    /// <returns>The output it completes, valid until the next call.</returns>
    public ReadOnlySpan<float> Add(ReadOnlySpan<float> input)
    {
        Keep(input);

        // The filter reaches less than its length ahead of a position.
        var complete = Math.Max(0, _origin + _count - _reach) * _up / _down;
        return ReadUntil(complete);
    }

    /// <summary>The rest of the output, as if silence followed.</summary>
    public ReadOnlySpan<float> Finish() => ReadUntil(OutputLength(_origin + _count));

    /// <summary>Output samples from <paramref name="start"/> on, of a signal of which <paramref name="input"/> holds what lies behind <paramref name="origin"/>.</summary>
    public void Read(ReadOnlySpan<float> input, long origin, long start, Span<float> output)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var (sample, phase) = Math.DivRem((start + i) * _down, _up);
            output[i] = _kernel is not null
                ? SincReader.Apply(_kernel.Row((int)phase), input, (int)(sample - origin) - _kernel.Lead)
                : _reader!.At(input, sample - origin, (double)phase / _up);
        }
    }

    private ReadOnlySpan<float> ReadUntil(long end)
    {
        var length = (int)Math.Max(0, end - _next);
        Array.Resize(ref _output, Math.Max(_output.Length, length));
        var output = _output.AsSpan(0, length);
        Read(_kept.AsSpan(0, _count), _origin, _next, output);
        _next += length;
        return output;
    }

    private void Keep(ReadOnlySpan<float> input)
    {
        var needed = Math.Clamp(_next * _down / _up - _reach - _origin, 0, _count);
        _kept.AsSpan((int)needed, _count - (int)needed).CopyTo(_kept);
        (_origin, _count) = (_origin + needed, _count - (int)needed);
        Array.Resize(ref _kept, Math.Max(_kept.Length, _count + input.Length));
        input.CopyTo(_kept.AsSpan(_count));
        _count += input.Length;
    }
}
