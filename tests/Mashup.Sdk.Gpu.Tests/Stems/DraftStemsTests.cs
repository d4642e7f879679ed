using Mashup.Sdk.Audio;
using Mashup.Sdk.Gpu.Stems;
using Mashup.Sdk.Gpu.Tests.Graphs;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.Gpu.Tests.Stems;

public sealed class DraftStemsTests
{
    [Fact]
    public async Task Of_StreamingOrWhole_IsTheSameDraft()
    {
        var song = new AudioBuffer(44100, Signals.Noise(5 * 44100));
        var builtIn = new ServiceCollection().AddMashup().Services.BuildServiceProvider().GetServices<IStemSeparator>().Single();
        Assert.IsAssignableFrom<IStreamingSeparator>(builtIn);

        var streamed = await DraftStems.OfAsync(builtIn, song, new Progress<double>(), CancellationToken.None);
        var whole = await DraftStems.OfAsync(new Whole(builtIn), song, new Progress<double>(), CancellationToken.None);

        Assert.Equal(3, streamed.Length);
        Assert.Equal(whole, streamed);
    }

    private sealed class Whole(IStemSeparator separator) : IStemSeparator
    {
        public string Name => separator.Name;

        public Task<StemSet> SeparateAsync(AudioBuffer mix, IProgress<double>? progress, CancellationToken cancellationToken) => separator.SeparateAsync(mix, progress, cancellationToken);
    }
}
