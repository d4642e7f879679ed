namespace Mashup.Sdk.Rendering.Mixing;

/// <summary>How far a bed makes room for the vocals of other songs, frame by frame: 0 not at all, 1 as far as it may.</summary>
internal sealed class DuckingCurve(float[] presence, int hop, double depthDb)
{
    private readonly float[] _presence = presence;

    /// <summary>Whether anything sings between two timeline samples.</summary>
    public bool IsActive(int start, int end) =>
        _presence.AsSpan(Math.Clamp(start / hop, 0, _presence.Length)..Math.Clamp(end / hop + 2, 0, _presence.Length)).ContainsAnyExcept(0f);

    /// <summary>The gain of the ducked band less one, for the timeline samples from <paramref name="start"/> on.</summary>
    public void Fill(int start, Span<float> gains)
    {
        for (var i = 0; i < gains.Length;)
        {
            var frame = (start + i) / hop;
            var offset = start + i - frame * hop;
            float from = Gain(frame), slope = (Gain(frame + 1) - from) / hop;
            for (; offset < hop && i < gains.Length; offset++, i++)
            {
                gains[i] = from + slope * offset;
            }
        }
    }

    private float Gain(int frame) => (float)Math.Pow(10, -depthDb * _presence[Math.Min(frame, _presence.Length - 1)] / 20) - 1;
}
