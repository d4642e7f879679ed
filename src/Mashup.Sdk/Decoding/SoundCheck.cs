using System.Globalization;
using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Decoding;

/// <summary>Passes a song on, block by block, and refuses whatever no mashup can be made of.</summary>
/// <param name="path">The file to name in an error.</param>
/// <param name="limits">How long a song may be.</param>
/// <param name="sink">Takes what passes.</param>
internal sealed class SoundCheck(string path, DecodingOptions limits, IAudioSink? sink = null) : IAudioSink
{
    // -80 dBFS: below the noise of any recording, above the dither of silence.
    private const float SilentPeak = 1e-4f;

    // +40 dBFS: floats may pass full scale, but not by this much.
    private const float AbsurdPeak = 100;

    private long _length;
    private float _peak;

    /// <summary>Sample rate of the blocks; 0 before the first.</summary>
    public int SampleRate { get; private set; }

    private TimeSpan Duration => SampleRate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)_length / SampleRate);

    /// <inheritdoc/>
    public void Expect(int length) => sink?.Expect(length);

    /// <inheritdoc/>
    public void Add(AudioBuffer block)
    {
        SampleRate = block.SampleRate;
        _length += block.Length;
        _peak = Math.Max(_peak, Peak(block));
        if (!float.IsFinite(_peak))
        {
            throw Refusal.Broken(path, "it holds samples that are not numbers");
        }

        if (_peak > AbsurdPeak)
        {
            throw Refusal.Broken(path, "its samples lie far outside their range");
        }

        sink?.Add(block);
    }

    /// <summary>Refuses what is over a limit, or no sound at all.</summary>
    public void RefuseUnlessSound()
    {
        if (Duration > limits.MaxDuration)
        {
            throw Refusal.TooLong(path, Duration, limits);
        }

        if (_length == 0)
        {
            throw Refusal.Because(path, "holds no sound at all; export it again");
        }
    }

    /// <summary>Refuses what is too short or too quiet for a song.</summary>
    public void RefuseUnlessMusical()
    {
        if (Duration < limits.MinDuration)
        {
            throw Refusal.Because(
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"is {Duration.TotalSeconds:0.0} seconds long; a song of at least {limits.MinDuration.TotalSeconds:0.#} seconds is needed"));
        }

        if (_peak < SilentPeak)
        {
            throw Refusal.Because(path, "is silent from beginning to end");
        }
    }

    private static float Peak(AudioBuffer block)
    {
        var peak = 0f;
        for (var c = 0; c < block.ChannelCount && block.Length > 0; c++)
        {
            // A NaN anywhere is the largest magnitude of all, and Math.Max keeps it.
            peak = Math.Max(peak, Math.Abs(TensorPrimitives.MaxMagnitude<float>(block.Channel(c))));
        }

        return peak;
    }
}
