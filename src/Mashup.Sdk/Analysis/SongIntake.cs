using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis;

/// <summary>Takes of a song, while it comes block by block, what an analysis needs, so that the song is never held whole. One thread at a time.</summary>
/// <remarks>
/// 1. Blocks are brought to stereo at the rate of the analysis, as songs are that are decoded whole.
/// 2. Their mono mix is kept, in which beats and chroma are found afterwards.
/// 3. Stereo is held until a run of spectral frames is complete: loudness is measured at once, the frames by whatever cores are free.
/// </remarks>
internal sealed class SongIntake : IAudioSink
{
    private const int MostRuns = 4;

    private readonly CancellationToken _cancellationToken;
    private readonly LoudnessAnalyzer _loudness = new(TrackAnalyzer.WorkingRate, 2);
    private readonly List<Task<SpectralFrames>> _runs = [];
    private StreamResampler[]? _resamplers;
    private readonly AudioBuffer[] _buffers = [.. Enumerable.Range(0, MostRuns + 1).Select(_ => new AudioBuffer(
        TrackAnalyzer.WorkingRate, 2, SpectralFrameExtractor.Lead + SpectralFrameExtractor.RunStep))];

    private int _filled = SpectralFrameExtractor.Lead;
    private float[] _mono = [];
    private int _length;
    private int _expected;

    /// <param name="cancellationToken">Stops the work.</param>
    public SongIntake(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    /// <inheritdoc/>
    public void Expect(int length) => _expected = length;

    /// <inheritdoc/>
    public void Add(AudioBuffer block)
    {
        Reserve((int)((long)_expected * TrackAnalyzer.WorkingRate / block.SampleRate) + 1);
        ReadOnlySpan<float> left = block.Channel(0), right = block.Channel(block.ChannelCount - 1);
        if (block.SampleRate == TrackAnalyzer.WorkingRate)
        {
            Append(left, right);
            return;
        }

        _resamplers ??= [.. Enumerable.Range(0, block.ChannelCount).Select(_ => new StreamResampler(block.SampleRate, TrackAnalyzer.WorkingRate))];
        left = _resamplers[0].Add(left);
        Append(left, _resamplers.Length == 1 ? left : _resamplers[1].Add(right));
    }

    /// <summary>What was taken of the song; nothing can be added afterwards.</summary>
    public SongMaterial Finish()
    {
        if (_resamplers is not null)
        {
            var left = _resamplers[0].Finish();
            Append(left, _resamplers.Length == 1 ? left : _resamplers[1].Finish());
        }

        if (_length + _filled > SpectralFrameExtractor.Lead)
        {
            CompleteRun(new AudioBuffer(TrackAnalyzer.WorkingRate, [Buffer.Channel(0)[.._filled].ToArray(), Buffer.Channel(1)[.._filled].ToArray()]));
        }

        var frames = SpectralFrames.Join(SpectralFrameExtractor.FrameRate(TrackAnalyzer.WorkingRate), [.. _runs.Select(r => r.GetAwaiter().GetResult())]);
        var (loudness, energy) = _loudness.Result();
        return new SongMaterial(new AudioBuffer(TrackAnalyzer.WorkingRate, [_mono], _length), frames, loudness, energy);
    }

    private AudioBuffer Buffer => _buffers[_runs.Count % _buffers.Length];

    private void Append(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        while (left.Length > 0)
        {
            var buffer = Buffer;
            var take = Math.Min(left.Length, buffer.Length - _filled);
            left[..take].CopyTo(buffer.Channel(0)[_filled..]);
            right[..take].CopyTo(buffer.Channel(1)[_filled..]);
            _filled += take;
            if (_filled == buffer.Length)
            {
                CompleteRun(buffer);
                for (var c = 0; c < 2; c++)
                {
                    buffer.Channel(c)[^SpectralFrameExtractor.Lead..].CopyTo(Buffer.Channel(c));
                }

                _filled = SpectralFrameExtractor.Lead;
            }

            left = left[take..];
            right = right[take..];
        }
    }

    private void CompleteRun(AudioBuffer audio)
    {
        var fresh = audio.Length - SpectralFrameExtractor.Lead;
        Reserve(_length + fresh);
        MonoMix.Read(audio, SpectralFrameExtractor.Lead, _mono.AsSpan(_length, fresh));
        _length += fresh;
        _loudness.Add(audio, SpectralFrameExtractor.Lead, _cancellationToken);

        // A full run says nothing yet about the song's end: its frames are those before the next run.
        var (index, length) = (_runs.Count, _length);
        var origin = (long)index * SpectralFrameExtractor.RunStep - SpectralFrameExtractor.Lead;
        _runs.Add(Task.Run(() => SpectralFrameExtractor.ExtractRun(audio, origin, index, length, _cancellationToken), _cancellationToken));
        if (index >= MostRuns)
        {
            // Its buffer is the next to be filled.
            _runs[index - MostRuns].Wait(_cancellationToken);
        }
    }

    private void Reserve(int length)
    {
        if (_mono.Length < length)
        {
            Array.Resize(ref _mono, (int)Math.Min(Array.MaxLength, Math.Max(length, _mono.Length * 2L)));
        }
    }
}
