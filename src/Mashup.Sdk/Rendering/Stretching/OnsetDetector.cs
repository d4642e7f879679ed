using System.Numerics;

namespace Mashup.Sdk.Rendering.Stretching;

/// <summary>Finds attacks, to the sample, in a recording that is read on as far as needed.</summary>
/// <remarks>
/// 1. <see cref="Percussiveness"/> every few milliseconds; its peaks above a threshold, of several within 30 ms the strongest.
/// 2. The sample where the pre-emphasised energy of the next 2 ms exceeds that of the 8 ms before by the greatest factor.
/// </remarks>
internal sealed class OnsetDetector
{
    private const double HearingFloor = 1e-9;
    private const double ReachSeconds = 0.03;

    private readonly StretchSource _source;
    private readonly VocoderSettings _settings;
    private readonly Percussiveness _percussiveness;
    private readonly int _hop;
    private readonly int _reach;
    private readonly int _after;
    private readonly int _before;

    /// <summary>The last frames' values.</summary>
    private readonly float[] _values;

    private readonly List<Onset> _onsets = [];
    private long _frames;
    private long _decided;

    public OnsetDetector(VocoderSettings settings, int sampleRate, StretchSource source)
    {
        (_settings, _source) = (settings, source);
        _percussiveness = new Percussiveness((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, 0.018 * sampleRate)), settings.OnsetHopSeconds);
        _hop = Math.Max(1, (int)(settings.OnsetHopSeconds * sampleRate));
        _reach = Math.Max(1, (int)(ReachSeconds * sampleRate) / _hop);
        _values = new float[2 * _reach + 1];
        (_after, _before) = (Math.Max(1, (int)(0.002 * sampleRate)), Math.Max(1, (int)(0.008 * sampleRate)));
    }

    /// <summary>Reads on until no attack before a position can be missing.</summary>
    /// <returns>The attacks, ascending, of which some may lie beyond the position; those far behind have been forgotten.</returns>
    public IReadOnlyList<Onset> Until(long position, CancellationToken cancellationToken)
    {
        var last = _source.Length / _hop;
        for (var end = Math.Min(last, position / _hop + 1); _decided <= end; _decided++)
        {
            if (_decided % 64 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            for (; _frames <= Math.Min(last, _decided + _reach); _frames++)
            {
                _source.Require((_frames * _hop) + _percussiveness.Size);
                _values[_frames % _values.Length] = _percussiveness.Next(_source.Signal, _frames * _hop - _percussiveness.Size / 2);
            }

            Decide(_decided, last);
        }

        return _onsets;
    }

    /// <summary>Forgets attacks before a position, but not the last.</summary>
    public void Forget(long before)
    {
        var old = _onsets.FindIndex(o => o.Position >= before);
        _onsets.RemoveRange(0, Math.Max(0, old < 0 ? _onsets.Count - 1 : old));
    }

    private void Decide(long frame, long last)
    {
        var value = _values[frame % _values.Length];
        if (value < _settings.OnsetThreshold || !IsPeak(frame, last))
        {
            return;
        }

        var (position, rise) = Refine(frame * _hop - _hop, _hop + _percussiveness.Size / 2);
        if (rise >= _settings.OnsetRise && (_onsets.Count == 0 || position > _onsets[^1].Position + _reach * _hop / 2))
        {
            _onsets.Add(new Onset(position, value, rise));
        }
    }

    private bool IsPeak(long frame, long last)
    {
        var value = _values[frame % _values.Length];
        for (var m = Math.Max(0, frame - _reach); m <= Math.Min(last, frame + _reach); m++)
        {
            var other = _values[m % _values.Length];
            if (other > value || (m < frame && other == value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sample, of so many from one on, where the energy jumps by the greatest factor.</summary>
    private (long Position, float Rise) Refine(long from, int count)
    {
        var sum = PreEmphasised(from - _before, count + 1 + _before + _after);
        double Energy(int start, int length) => (sum[start + length] - sum[start]) / length;
        var loudest = HearingFloor;
        for (var n = 0; n <= count; n++)
        {
            loudest = Math.Max(loudest, Energy(n + _before, _after));
        }

        var greatest = 0.0;
        var best = (int)Math.Max(0, -from);
        for (var n = best; n <= Math.Min(count, _source.Length - 1 - from); n++)
        {
            // A short click is as strong from anywhere up to 2 ms before it: the last of nearly equal samples is its place.
            var rise = (Energy(n + _before, _after) + 0.001 * loudest) / (Energy(n, _before) + 0.001 * loudest);
            if (rise > greatest || (rise > 0.8 * greatest && n - best <= _after))
            {
                (greatest, best) = (Math.Max(greatest, rise), n);
            }
        }

        return (from + best, (float)greatest);
    }

    /// <summary>Energy of the channels' differences from sample to sample, summed up from a position on.</summary>
    private double[] PreEmphasised(long start, int count)
    {
        var signal = _source.Signal;
        var sum = new double[count + 1];
        for (var c = 0; c < signal.ChannelCount; c++)
        {
            var samples = signal.Channel(c);
            var at = start - signal.Start;
            int from = (int)Math.Clamp(-at, 0, count), to = (int)Math.Clamp(samples.Length - at, from, count);
            for (var i = from; i < to; i++)
            {
                var n = (int)(at + i);
                var difference = samples[n] - (n > 0 ? samples[n - 1] : 0);
                sum[i + 1] += difference * difference;
            }
        }

        for (var i = 0; i < count; i++)
        {
            sum[i + 1] += sum[i];
        }

        return sum;
    }
}
