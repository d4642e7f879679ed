using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Dsp;

public sealed class StftTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5000)]
    public void Synthesise_OfEveryAnalysedFrame_GivesTheSignalBack(int length)
    {
        const int size = 1024;
        var random = new Random(length);
        var signal = Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1).ToArray();
        var stft = new Stft(size);
        float[] re = new float[stft.Bins], im = new float[stft.Bins];
        var frames = Stft.FrameCount(size, length);
        var output = new float[frames * stft.Hop + size];

        for (var frame = 0; frame < frames; frame++)
        {
            stft.Analyse(signal, frame, re, im);
            stft.Synthesise(re, im, output.AsSpan(frame * stft.Hop));
        }

        for (var i = 0; i < length; i++)
        {
            Assert.Equal(signal[i], output[i - (int)Stft.FrameStart(size, 0)], 2e-6);
        }
    }

    [Fact]
    public void Analyse_NaNAndInfinity_CountAsSilence()
    {
        var stft = new Stft(64);
        float[] re = new float[stft.Bins], im = new float[stft.Bins];

        stft.Analyse([float.NaN, float.PositiveInfinity, float.NegativeInfinity], 0, re, im);

        Assert.All(re.Concat(im), v => Assert.Equal(0, v));
    }
}
