using System.Numerics.Tensors;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>The part of an input that a map reaches, at the pitch that is wanted, read as it is needed.</summary>
internal sealed class StretchSource
{
    /// <summary>Samples that are read at a time, whatever is asked for: results do not depend on it.</summary>
    private const int BlockLength = 4096;

    private readonly IStretchInput _input;
    private readonly AudioBuffer _block;
    private readonly SlidingSignal _raw;
    private readonly PitchReader? _reader;
    private readonly long _rawLength;

    /// <param name="input">What is read.</param>
    /// <param name="map">Where from.</param>
    /// <param name="outputLength">How far the map is followed.</param>
    /// <param name="pitch">How fast the input is read.</param>
    /// <param name="settings">Whose pitch filter to use.</param>
    /// <param name="margin">Samples that are needed before and after.</param>
    public StretchSource(IStretchInput input, TimeMap map, int outputLength, PitchRatio pitch, VocoderSettings settings, int margin)
    {
        _input = input;
        _block = new AudioBuffer(input.SampleRate, input.ChannelCount, BlockLength);
        _reader = pitch.IsOne ? null : new PitchReader(pitch, settings);
        var wide = margin * Math.Max(1, pitch.Value) + (_reader?.Reach ?? 0);
        Origin = (long)Math.Clamp(Math.Floor(map.ToInput(-margin) - wide), 0, input.Length);
        _rawLength = (long)Math.Clamp(Math.Ceiling(map.ToInput((double)outputLength + margin) + wide), Origin, input.Length) - Origin;
        _raw = new SlidingSignal(input.ChannelCount);
        Signal = _reader is null ? _raw : new SlidingSignal(input.ChannelCount);
        Length = _reader is null ? _rawLength : (long)Math.Ceiling(_rawLength / pitch.Value);
    }

    /// <summary>The input's sample that is this source's first.</summary>
    public long Origin { get; }

    /// <summary>Samples per channel.</summary>
    public long Length { get; }

    /// <summary>What has been read and not been released: finite samples.</summary>
    public SlidingSignal Signal { get; }

    /// <summary>Reads on until a position; beyond <see cref="Length"/> there is nothing.</summary>
    public void Require(long end)
    {
        if (_reader is null)
        {
            RequireRaw(end);
            return;
        }

        for (end = Math.Min(end, Length); Signal.End < end;)
        {
            var count = (int)Math.Min(BlockLength, Length - Signal.End);
            RequireRaw(_reader.EndOf(Signal.End + count));
            _reader.Append(_raw, Signal, count);
            _raw.DropBefore(_reader.StartOf(Signal.End));
        }
    }

    /// <summary>What lies before a position is not needed any more.</summary>
    public void Release(long before) => Signal.DropBefore(before);

    private void RequireRaw(long end)
    {
        for (end = Math.Min(end, _rawLength); _raw.End < end;)
        {
            var count = (int)Math.Min(BlockLength, _rawLength - _raw.End);
            _input.Read(Origin + _raw.End, _block);
            _raw.Extend(count);
            for (var c = 0; c < _raw.ChannelCount; c++)
            {
                var target = _raw.Channel(c)[^count..];
                _block.Channel(c)[..count].CopyTo(target);
                Silence(target);
            }
        }
    }

    /// <summary>Makes samples that are not numbers silent.</summary>
    private static void Silence(Span<float> samples)
    {
        if (!float.IsFinite(TensorPrimitives.MaxMagnitude<float>(samples)))
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = float.IsFinite(samples[i]) ? samples[i] : 0;
            }
        }
    }
}
