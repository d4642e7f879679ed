using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Tests.Dsp;

public sealed class MedianNetworkTests
{
    [Fact]
    public void Run_AnyNumberOfRows_EqualsSorting()
    {
        var random = new Random(1);
        for (var count = 1; count <= 33; count++)
        {
            var width = 2 * MedianNetwork.Width;
            var data = Enumerable.Range(0, count * width).Select(_ => (short)random.Next(short.MinValue, short.MaxValue)).ToArray();
            var offsets = Enumerable.Range(0, count).Select(i => i * width).ToArray();
            var output = new short[width];

            new MedianNetwork(count).Run(data, offsets, output);

            for (var i = 0; i < width; i++)
            {
                Assert.Equal(offsets.Select(o => data[o + i]).Order().ElementAt((count - 1) / 2), output[i]);
            }
        }
    }
}
