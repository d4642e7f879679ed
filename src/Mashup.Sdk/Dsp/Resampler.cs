namespace Mashup.Sdk.Dsp;

/// <summary>Band-limited change of sample rate.</summary>
/// <remarks>Of a whole channel; see <see cref="StreamResampler"/>, which does the work, for how.</remarks>
public static class Resampler
{
    private const int BlockLength = 1 << 14;

    /// <summary>Resamples; sample 0 of the output lies at sample 0 of the input.</summary>
    /// <param name="input">One channel.</param>
    /// <param name="fromRate">The input's sample rate, Hz.</param>
    /// <param name="toRate">The output's sample rate, Hz.</param>
    /// <param name="cancellationToken">Looked at every few milliseconds of work.</param>
    /// <returns>Exactly round(n · to / from) samples.</returns>
    public static float[] Resample(ReadOnlySpan<float> input, int fromRate, int toRate, CancellationToken cancellationToken)
    {
        if (fromRate == toRate)
        {
            return input.ToArray();
        }

        var resampler = new StreamResampler(fromRate, toRate);
        var output = new float[checked((int)resampler.OutputLength(input.Length))];
        for (var start = 0; start < output.Length; start += BlockLength)
        {
            cancellationToken.ThrowIfCancellationRequested();
            resampler.Read(input, 0, start, output.AsSpan(start, Math.Min(BlockLength, output.Length - start)));
        }

        return output;
    }
}
