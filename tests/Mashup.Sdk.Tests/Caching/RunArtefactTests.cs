using Mashup.Sdk.Caching;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Mixing;
using Mashup.Sdk.Tests.Rendering;

namespace Mashup.Sdk.Tests.Caching;

public sealed class RunArtefactTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-runs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ReadAsync_WhatWasKept_IsTheSameSamples()
    {
        var kept = new RunArtefact(new DiskArtefactStore(_folder, 1 << 30, TimeProvider.System), new InterpolatingStretcher());
        var run = new RenderedRun(Mix.Noise(3, 1), 12345, 0.25, -1.5);

        await kept.WriteAsync("song", "form", run, default);
        var read = await kept.ReadAsync("song", "form", new BufferPool(), default);

        Assert.NotNull(read);
        Assert.Equal((12345, 0.25, -1.5, 44100), (read.SourceLength, read.VoiceLevel, read.BalanceDb, read.Sound.SampleRate));
        Assert.True(run.Sound.Channel(0).SequenceEqual(read.Sound.Channel(0)) && run.Sound.Channel(1).SequenceEqual(read.Sound.Channel(1)));
        Assert.Null(await kept.ReadAsync("song", "other form", new BufferPool(), default));
        Assert.Null(await kept.ReadAsync("other song", "form", new BufferPool(), default));
    }
}
