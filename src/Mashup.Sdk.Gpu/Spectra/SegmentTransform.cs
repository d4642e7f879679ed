using Mashup.Sdk.Gpu.Manifests;

namespace Mashup.Sdk.Gpu.Spectra;

/// <summary>The Fourier transform of one chunk, and its least-squares inverse. Read-only after construction; scratch memory is the caller's.</summary>
/// <remarks>
/// 1. Extra samples on both sides are the chunk's mirror image; then half a frame on each side, mirrored or zero.
/// 2. Frames that the graph does not see are zero on the way back.
/// 3. The inverse divides by the sum of the squared windows: D. Griffin and J. Lim, Signal estimation from modified short-time Fourier transform, IEEE
///    Trans. ASSP 32(2), 1984.
/// </remarks>
internal sealed class SegmentTransform
{
    private readonly StftContract _stft;
    private readonly int _length;
    private readonly float[] _window;
    private readonly float[] _envelope;

    public SegmentTransform(StftContract stft, int length)
    {
        (_stft, _length) = (stft, length);
        Frames = stft.SeenFrames(length);
        _window = FrameFft.WindowOf(stft);
        var sum = new float[Padded];
        for (var f = 0; f < 1 + Extended / stft.Hop; f++)
        {
            for (var i = 0; i < stft.Size; i++)
            {
                sum[f * stft.Hop + i] += _window[i] * _window[i];
            }
        }

        _envelope = [.. sum.Skip(Lead).Take(length).Select(s => s > 1e-8f ? 1 / s : 0)];
    }

    /// <summary>Frames that the graph sees.</summary>
    public int Frames { get; }

    private int Extended => _length + _stft.ExtraLeft + _stft.ExtraRight;

    private int Padded => Extended + _stft.Size;

    private int Lead => _stft.Size / 2 + _stft.ExtraLeft;

    public Scratch NewScratch() => new(new FrameFft(_stft, _window), new float[Extended], new float[Padded]);

    public void Analyse(ReadOnlySpan<float> segment, Span<float> re, Span<float> im, Scratch scratch)
    {
        Mirror.Read(segment, -_stft.ExtraLeft, PadMode.Reflect, scratch.Extended);
        Mirror.Read(scratch.Extended, -_stft.Size / 2, _stft.Pad, scratch.Padded);
        var bins = _stft.AllBins();
        for (var f = 0; f < Frames; f++)
        {
            var samples = scratch.Padded.AsSpan((f + _stft.FirstFrame) * _stft.Hop, _stft.Size);
            scratch.Fft.Forward(samples, re.Slice(f * bins, bins), im.Slice(f * bins, bins));
        }
    }

    /// <summary>Adds the frames' inverse to a chunk.</summary>
    public void AddInverse(ReadOnlySpan<float> re, ReadOnlySpan<float> im, Span<float> segment, Scratch scratch)
    {
        var bins = _stft.AllBins();
        var sum = scratch.Padded.AsSpan();
        sum.Clear();
        for (var f = 0; f < Frames; f++)
        {
            scratch.Fft.AddInverse(re.Slice(f * bins, bins), im.Slice(f * bins, bins), sum.Slice((f + _stft.FirstFrame) * _stft.Hop, _stft.Size));
        }

        Kernels.AddProduct(sum.Slice(Lead, _length), _envelope, segment);
    }

    /// <summary>Memory of one thread.</summary>
    internal sealed record Scratch(FrameFft Fft, float[] Extended, float[] Padded);
}
