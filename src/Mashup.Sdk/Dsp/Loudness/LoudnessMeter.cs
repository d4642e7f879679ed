namespace Mashup.Sdk.Dsp.Loudness;

/// <summary>Streaming loudness meter: integrated, momentary and short-term loudness, and loudness range. One thread at a time.</summary>
/// <remarks>
/// 1. K-weighting of each channel (<see cref="KWeighting"/>), mean square of every 10 ms, surround channels × 1.41.
/// 2. Momentary and short-term loudness: windows of 400 ms and 3 s at every 10 ms. EBU Tech 3341.
/// 3. Integrated loudness: 400 ms blocks every 100 ms, absolute gate −70 LUFS, relative gate −10 LU. ITU-R BS.1770-4, Annex 1.
/// 4. Loudness range: 3 s blocks every 100 ms, gates −70 LUFS and −20 LU, 10th to 95th percentile. EBU Tech 3342.
/// Channels may be fed one after the other; what counts is the time that all of them have reached.
/// </remarks>
internal sealed class LoudnessMeter
{
    /// <summary>What silence reads: the absolute gate, LUFS.</summary>
    public const double SilenceLufs = -70;

    /// <summary>10 ms steps in a second.</summary>
    public const int StepsPerSecond = 100;

    private const int Momentary = 40;
    private const int ShortTerm = 300;
    private const int BlockStep = 10;
    private readonly int _step;
    private readonly Channel[] _channels;

    /// <param name="sampleRate">Samples per second, 1 or more.</param>
    /// <param name="channelCount">1 mono, 2 stereo, 5 in the order L R C Ls Rs, 6 in the order L R C LFE Ls Rs.</param>
    public LoudnessMeter(int sampleRate, int channelCount)
    {
        _step = Math.Max(1, sampleRate / StepsPerSecond);
        _channels = new Channel[channelCount];
        for (var c = 0; c < channelCount; c++)
        {
            _channels[c] = new Channel(sampleRate, _step, Weight(c, channelCount));
        }
    }

    /// <summary>Takes the next samples of one channel.</summary>
    public void Add(int channel, ReadOnlySpan<float> samples) => _channels[channel].Add(samples);

    /// <summary>Takes the next samples of the first two channels together, which is quicker.</summary>
    /// <param name="left">The first channel.</param>
    /// <param name="right">The second, as long.</param>
    public void AddStereo(ReadOnlySpan<float> left, ReadOnlySpan<float> right) => _channels[0].Add(_channels[1], left, right);

    /// <summary>Gated loudness so far, LUFS; −70 where nothing passes the gate.</summary>
    public double IntegratedLufs() => GatedLufs(Windows(Momentary, BlockStep));

    /// <summary>Loudness range so far, LU.</summary>
    public double RangeLu()
    {
        var blocks = Windows(ShortTerm, BlockStep).FindAll(p => Lufs(p) > SilenceLufs);
        var gate = Lufs(Mean(blocks)) - 20;
        blocks = blocks.FindAll(p => Lufs(p) > gate);
        blocks.Sort();
        return blocks.Count == 0 ? 0 : Lufs(Percentile(blocks, 0.95)) - Lufs(Percentile(blocks, 0.1));
    }

    /// <summary>Loudest 400 ms so far, LUFS, −70 at least; of a shorter signal, all of it.</summary>
    public double MaxMomentaryLufs() => Loudest(Momentary);

    /// <summary>Loudest 3 s so far, LUFS, −70 at least; of a shorter signal, all of it.</summary>
    public double MaxShortTermLufs() => Loudest(ShortTerm);

    /// <summary>Mean square of the weighted signal in each 10 ms so far, summed over the channels.</summary>
    public double[] StepPowers()
    {
        var powers = new double[_channels.Min(c => c.Steps.Count)];
        foreach (var channel in _channels)
        {
            for (var i = 0; i < powers.Length; i++)
            {
                powers[i] += channel.Weight * channel.Steps[i];
            }
        }

        return powers;
    }

    /// <summary>Gated loudness of blocks of 400 ms, given as weighted mean squares summed over the channels, LUFS; −70 where nothing passes the gate.</summary>
    public static double GatedLufs(List<double> powers)
    {
        var blocks = powers.FindAll(p => Lufs(p) > SilenceLufs);
        var gate = Lufs(Mean(blocks)) - 10;
        return blocks.Count == 0 ? SilenceLufs : Lufs(Mean(blocks.FindAll(p => Lufs(p) > gate)));
    }

    /// <summary>Loudness of a mean square, LUFS.</summary>
    public static double Lufs(double power) => -0.691 + 10 * Math.Log10(Math.Max(power, 1e-20));

    private static double Weight(int channel, int count) => (channel, count) switch
    {
        (3, 6) => 0,
        (>= 3, >= 5) => 1.41,
        _ => 1,
    };

    private static double Mean(List<double> powers) => powers.Count == 0 ? 0 : powers.Average();

    private static double Percentile(List<double> sorted, double p) => sorted[(int)Math.Round(p * (sorted.Count - 1))];

    private double Loudest(int window)
    {
        var windows = Windows(window, 1);
        var power = windows.Count > 0 ? windows.Max() : Mean([.. StepPowers()]);
        return Math.Max(SilenceLufs, Lufs(power));
    }

    private List<double> Windows(int length, int hop)
    {
        var steps = StepPowers();
        var sums = new double[steps.Length + 1];
        for (var i = 0; i < steps.Length; i++)
        {
            sums[i + 1] = sums[i] + steps[i];
        }

        var windows = new List<double>();
        for (var i = 0; i + length <= steps.Length; i += hop)
        {
            windows.Add(Math.Max(0, (sums[i + length] - sums[i]) / length));
        }

        return windows;
    }

    private sealed class Channel(int sampleRate, int step, double weight)
    {
        private readonly KWeighting _filter = new(sampleRate);
        private double _energy;
        private int _filled;

        public double Weight => weight;

        public List<double> Steps { get; } = [];

        public void Add(ReadOnlySpan<float> samples)
        {
            while (samples.Length > 0)
            {
                var take = Math.Min(step - _filled, samples.Length);
                Count(_filter.Energy(samples[..take]), take);
                samples = samples[take..];
            }
        }

        public void Add(Channel other, ReadOnlySpan<float> samples, ReadOnlySpan<float> others)
        {
            if (_filled != other._filled)
            {
                Add(samples);
                other.Add(others);
                return;
            }

            while (samples.Length > 0)
            {
                var take = Math.Min(step - _filled, samples.Length);
                var (energy, otherEnergy) = KWeighting.Energies(_filter, other._filter, samples[..take], others[..take]);
                Count(energy, take);
                other.Count(otherEnergy, take);
                samples = samples[take..];
                others = others[take..];
            }
        }

        private void Count(double energy, int samples)
        {
            _energy += energy;
            _filled += samples;
            if (_filled == step)
            {
                Steps.Add(_energy / step);
                (_energy, _filled) = (0, 0);
            }
        }
    }
}
