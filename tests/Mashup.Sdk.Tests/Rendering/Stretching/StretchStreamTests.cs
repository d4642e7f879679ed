using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering.Stretching;
using Mashup.Sdk.Tests.Rendering;
using static Mashup.Sdk.Tests.Rendering.Stretching.TestSignals;

namespace Mashup.Sdk.Tests.Rendering.Stretching;

/// <summary>Streams beside the whole recordings they are made of.</summary>
public class StretchStreamTests
{
    private static PhaseVocoderStretcher CreateSut() => new PhaseVocoderStretcher();

    [Theory]
    [InlineData(1.13, 0, StretchQuality.Best, 1)]
    [InlineData(0.8, 3, StretchQuality.Best, 2)]
    [InlineData(1.9, -7.013, StretchQuality.Fast, 3)]
    [InlineData(1, 2, StretchQuality.Fast, 4)]
    [InlineData(1, 0, StretchQuality.Best, 5)]
    public void Read_BlocksOfAnySize_GivesTheSamplesOfTheWhole(double speed, double semitones, StretchQuality quality, int seed)
    {
        var input = Clicks(3, [9000, 30000, 30900, 77000, 100000]);
        var request = AtSpeed(input, speed, semitones, quality) with { KeepFormants = seed == 2 };
        var whole = CreateSut().Stretch(input, request, default);

        foreach (var sizes in (Func<Random, int>[])[_ => 1024, r => r.Next(1, 9000), r => r.Next(1, 3) * 65536])
        {
            AssertSame(whole, ReadAll(CreateSut().Open(new RecordedInput(input), request), 2, sizes, seed));
        }
    }

    [Fact]
    public void Read_SamplesOneByOne_GivesTheSamplesOfTheWhole()
    {
        var input = new AudioBuffer(Rate, [Noise(0.5, 7).Channel(0).ToArray()]);
        var request = AtSpeed(input, 0.9, 1);

        AssertSame(CreateSut().Stretch(input, request, default), ReadAll(CreateSut().Open(new RecordedInput(input), request), 1, _ => 1, 1));
    }

    [Fact]
    public void Read_MapWithPiecesOfSlopeOneBeyondBothEnds_GivesTheSamplesOfTheWhole()
    {
        var input = Noise(4, 3);
        var request = new StretchRequest
        {
            OutputLength = 260000,
            Map = [new(0, -30000), new(60000, 30000), new(90000, 65000), new(170000, 145000), new(200000, 170000), new(260000, 230000)],
        };
        var whole = CreateSut().Stretch(input, request, default);

        AssertSame(whole, ReadAll(CreateSut().Open(new RecordedInput(input), request), 2, r => r.Next(1, 20000), 9));
        Assert.Equal(input.Channel(1)[..20000].ToArray(), whole.Channel(1)[30000..50000].ToArray());
        Assert.Equal(input.Channel(0)[90000..130000].ToArray(), whole.Channel(0)[115000..155000].ToArray());
    }

    [Theory]
    [InlineData(1.25, 0)]
    [InlineData(0.8, -5)]
    public void Read_LongRecording_ReadsNoFurtherAheadThanAFewSeconds(double speed, double semitones)
    {
        var input = new RecordedInput(Noise(20, 1));
        var request = AtSpeed(Noise(20, 1), speed, semitones, StretchQuality.Fast);
        var stream = CreateSut().Open(input, request);
        var block = new AudioBuffer(Rate, 2, 4410);

        for (var made = 0; stream.Read(block, default) is > 0 and var count;)
        {
            made += count;
            Assert.InRange(input.Position, 0, (int)(made * speed) + 3 * Rate);
        }
    }

    [Fact]
    public void Read_AtTheEnd_MakesNothing()
    {
        var input = Noise(0.2, 1);
        var stream = CreateSut().Open(new RecordedInput(input), AtSpeed(input, 1.1));
        var block = new AudioBuffer(Rate, 2, 40000);

        Assert.Equal((int)Math.Round(input.Length / 1.1), stream.Read(block, default));
        Assert.Equal(0, stream.Read(block, default));
    }

    [Fact]
    public void Read_BlockOfAnotherShape_SaysSo()
    {
        var input = Noise(0.2, 1);
        var stream = CreateSut().Open(new RecordedInput(input), AtSpeed(input, 1.1));

        Assert.Contains("1 channels", Assert.Throws<ArgumentException>(() => stream.Read(new AudioBuffer(Rate, 1, 100), default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_StretcherThatKnowsOnlyWholes_StreamsWhatItMakes()
    {
        ITimeStretcher sut = new InterpolatingStretcher();
        var input = Noise(0.5, 1);
        var request = AtSpeed(input, 1.1);

        AssertSame(sut.Stretch(input, request, default), ReadAll(sut.Open(new RecordedInput(input), request), 2, r => r.Next(1, 5000), 1));
    }

    private static void AssertSame(AudioBuffer expected, AudioBuffer actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var c = 0; c < expected.ChannelCount; c++)
        {
            Assert.True(expected.Channel(c).SequenceEqual(actual.Channel(c)), $"channel {c} differs");
        }
    }

    private static AudioBuffer ReadAll(IStretchStream stream, int channels, Func<Random, int> size, int seed)
    {
        var random = new Random(seed);
        var samples = Enumerable.Range(0, channels).Select(_ => new List<float>()).ToArray();
        while (true)
        {
            var block = new AudioBuffer(Rate, channels, size(random));
            var count = stream.Read(block, default);
            for (var c = 0; c < channels; c++)
            {
                samples[c].AddRange(block.Channel(c)[..count]);
            }

            if (count < block.Length)
            {
                return new AudioBuffer(Rate, [.. samples.Select(s => s.ToArray())]);
            }
        }
    }

    /// <summary>A recording that can only be read forwards, as a decoder gives it out.</summary>
    private sealed class RecordedInput(AudioBuffer buffer) : IStretchInput
    {
        public int SampleRate => buffer.SampleRate;

        public int ChannelCount => buffer.ChannelCount;

        public long Length => buffer.Length;

        public long Position { get; private set; }

        public void Read(long start, AudioBuffer block)
        {
            Assert.InRange(start, Position, buffer.Length);
            Position = Math.Min(start + block.Length, buffer.Length);
            for (var c = 0; c < block.ChannelCount; c++)
            {
                block.Channel(c).Fill(float.NaN);
                buffer.Channel(c)[(int)start..(int)Position].CopyTo(block.Channel(c));
            }
        }
    }
}
