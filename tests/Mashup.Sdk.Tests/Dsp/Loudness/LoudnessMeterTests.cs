using Mashup.Sdk.Dsp.Loudness;

namespace Mashup.Sdk.Tests.Dsp.Loudness;

public sealed class LoudnessMeterTests
{
    [SkippableFact]
    public void Read_ConformanceCasesOfEbuTech3341And3342AndBs1770_IsWithinTolerance()
    {
        var cases = LoudnessCase.All(SharedData.Require("loudness", "cases.json")).ToList();
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.ForEach(cases, test =>
        {
            var signal = test.Render();
            AssertAsWritten(test, signal);
            var readings = Measure(test, signal);
            foreach (var (quantity, value, minus, plus) in test.Expectations)
            {
                if (!(readings[quantity] >= value - minus && readings[quantity] <= value + plus))
                {
                    failures.Add($"{test.Id} {quantity}: {readings[quantity]:F3}, expected {value} -{minus} +{plus}");
                }
            }
        });

        Assert.Equal(81, cases.Count);
        Assert.Empty(failures);
    }

    [Fact]
    public void Add_OtherBlockSizes_SameReadings()
    {
        var noise = Noise(44100 * 4);
        LoudnessMeter whole = new(44100, 1), pieces = new(44100, 1);
        TruePeakMeter wholePeak = new(1), piecesPeak = new(1);

        whole.Add(0, noise);
        wholePeak.Add(0, noise);
        for (int at = 0, size = 1; at < noise.Length; at += size, size = size * 7 % 1013 + 1)
        {
            var piece = noise.AsSpan(at, Math.Min(size, noise.Length - at));
            pieces.Add(0, piece);
            piecesPeak.Add(0, piece);
            size = Math.Max(size, 1);
        }

        Assert.Equal(whole.IntegratedLufs(), pieces.IntegratedLufs(), 1e-9);
        Assert.Equal(whole.MaxMomentaryLufs(), pieces.MaxMomentaryLufs(), 1e-9);
        Assert.Equal(wholePeak.TruePeak(), piecesPeak.TruePeak(), 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(44100)]
    public void Read_Silence_IsTheAbsoluteGate(int length)
    {
        var meter = new LoudnessMeter(44100, 1);

        meter.Add(0, new float[length]);

        Assert.Equal(-70, meter.IntegratedLufs());
        Assert.Equal(-70, meter.MaxMomentaryLufs());
        Assert.Equal(-70, meter.MaxShortTermLufs());
        Assert.Equal(0, meter.RangeLu());
    }

    [Fact]
    public void Read_AfterNaN_RecoversWithin10Milliseconds()
    {
        var noise = Noise(44100 * 4);
        noise[100] = float.NaN;
        var meter = new LoudnessMeter(44100, 1);
        var peak = new TruePeakMeter(1);

        meter.Add(0, noise);
        peak.Add(0, noise);

        Assert.InRange(meter.IntegratedLufs(), -20, 0);
        Assert.InRange(peak.TruePeakDbtp(), -3, 6);
    }

    private static float[] Noise(int length)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static void AssertAsWritten(LoudnessCase test, double[][] signal)
    {
        var indices = test.Check.GetProperty("index").EnumerateArray().Select(i => i.GetInt32());
        var values = test.Check.GetProperty("ch0").EnumerateArray().Select(v => v.GetDouble());
        foreach (var (index, value) in indices.Zip(values))
        {
            Assert.Equal(value, signal[0][index], 1e-7);
        }

        var sum = signal.Sum(c => c.Sum(Math.Abs));
        Assert.Equal(test.Check.GetProperty("sum_abs").GetDouble(), sum, 1e-3 * Math.Max(1, sum / 1000));
    }

    private static Dictionary<string, double> Measure(LoudnessCase test, double[][] signal)
    {
        var meter = new LoudnessMeter(test.SampleRate, test.ChannelCount);
        var peak = new TruePeakMeter(test.ChannelCount);
        for (var c = 0; c < signal.Length; c++)
        {
            var samples = signal[c].Select(x => (float)x).ToArray();
            meter.Add(c, samples);
            peak.Add(c, samples);
        }

        return new()
        {
            ["I"] = meter.IntegratedLufs(),
            ["M_max"] = meter.MaxMomentaryLufs(),
            ["S_max"] = meter.MaxShortTermLufs(),
            ["LRA"] = meter.RangeLu(),
            ["TP"] = peak.TruePeakDbtp(),
        };
    }
}
