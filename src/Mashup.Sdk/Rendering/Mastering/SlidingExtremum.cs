namespace Mashup.Sdk.Rendering.Mastering;

/// <summary>Sliding maxima and minima: the dilations and erosions of mathematical morphology.</summary>
/// <remarks>
/// A queue of candidates whose values are in order (D. Lemire, "Streaming maximum-minimum filter using no more than three comparisons per element",
/// Nordic J. Computing 13, 2006). Windows are cut off at the ends of the signal.
/// </remarks>
internal static class SlidingExtremum
{
    /// <summary>The maximum of each value and the <paramref name="length"/> next ones.</summary>
    public static float[] MaxAhead(float[] values, int length) => Slide(values, length, sign: 1, ahead: length);

    /// <summary>The maximum of each value and the <paramref name="length"/> ones before it.</summary>
    public static float[] MaxBehind(float[] values, int length) => Slide(values, length, sign: 1, ahead: 0);

    /// <summary>The minimum of each value and the <paramref name="length"/> next ones.</summary>
    public static float[] MinAhead(float[] values, int length) => Slide(values, length, sign: -1, ahead: length);

    /// <summary>The minimum of each value and the <paramref name="length"/> ones before it.</summary>
    public static float[] MinBehind(float[] values, int length) => Slide(values, length, sign: -1, ahead: 0);

    private static float[] Slide(float[] values, int length, float sign, int ahead)
    {
        var result = new float[values.Length];
        var queue = new int[length + 2];
        int head = 0, count = 0, next = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (; next < values.Length && next <= i + ahead; next++)
            {
                while (count > 0 && sign * values[queue[At(head + count - 1, queue.Length)]] <= sign * values[next])
                {
                    count--;
                }

                queue[At(head + count++, queue.Length)] = next;
            }

            while (queue[head] < i + ahead - length)
            {
                head = At(head + 1, queue.Length);
                count--;
            }

            result[i] = values[queue[head]];
        }

        return result;
    }

    private static int At(int index, int length) => index >= length ? index - length : index;
}
