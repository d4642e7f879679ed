namespace Mashup.Sdk.Dsp;

/// <summary>Band-limited change of sample rate.</summary>
/// <remarks>
/// 1. Both rates are divided by their greatest common divisor: output sample i lies at input position i · M / L, so that L filter phases are enough.
///    R. E. Crochiere and L. R. Rabiner, "Interpolation and decimation of digital signals", Proc. IEEE 69(3), 1981.
/// 2. Each phase is a row of a linear-phase <see cref="SincKernel"/> centred on its position: no latency.
/// 3. Rates with too many phases for a table are read at interpolated ones (<see cref="SincReader"/>).
/// </remarks>
public static class Resampler
{
    private const int MostPhases = 1024;
    private const int BlockLength = 1 << 14;

    /// <summary>Resamples; sample 0 of the output lies at sample 0 of the input.</summary>
    /// <param name="input">One channel.</param>
    /// <param name="fromRate">The input's sample rate, Hz.</param>
    /// <param name="toRate">The output's sample rate, Hz.</param>
    /// <param name="cancellationToken">Looked at every few milliseconds of work.</param>
    /// <returns>Exactly round(n · to / from) samples.</returns>
    public static float[] Resample(ReadOnlySpan<float> input, int fromRate, int toRate, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(toRate, 1);
        if (fromRate == toRate)
        {
            return input.ToArray();
        }

        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(fromRate, toRate);
        int up = toRate / divisor, down = fromRate / divisor;
        var output = new float[checked((int)((2L * input.Length * up + down) / (2L * down)))];
        if (up > MostPhases)
        {
            Interpolate(input, (double)down / up, output, cancellationToken);
        }
        else
        {
            Polyphase(input, up, down, output, cancellationToken);
        }

        return output;
    }

    private static void Polyphase(ReadOnlySpan<float> input, int up, int down, Span<float> output, CancellationToken cancellationToken)
    {
        var kernel = new SincKernel((double)down / up, up);
        for (var i = 0; i < output.Length; i++)
        {
            if (i % BlockLength == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var (sample, phase) = Math.DivRem((long)i * down, up);
            output[i] = SincReader.Apply(kernel.Row((int)phase), input, (int)sample - kernel.Lead);
        }
    }

    private static void Interpolate(ReadOnlySpan<float> input, double step, Span<float> output, CancellationToken cancellationToken)
    {
        var reader = new SincReader(step);
        for (var start = 0; start < output.Length; start += BlockLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Read(input, start * step, output[start..Math.Min(start + BlockLength, output.Length)]);
        }
    }
}
