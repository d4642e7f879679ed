using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Separation;

public sealed class StreamingTests
{
    [Fact]
    public async Task SeparateAsync_ToASink_PiecesAreShortInOrderAndTheSameSamples()
    {
        var random = new Random(7);
        var mix = new AudioBuffer(8000, [[.. Enumerable.Range(0, 8000 * 100).Select(_ => random.NextSingle() - 0.5f)]]);
        var sink = new Recorder();

        var clarity = await new CentreAwareSeparator(2).SeparateAsync(mix, sink, null, default);

        var whole = await new CentreAwareSeparator(1).SeparateAsync(mix, null, default);
        Assert.Equal(whole.VocalClarity, clarity);
        Assert.All(sink.Pieces, p => Assert.True(p.Length <= 8000 * 40, $"{p.Length} samples at once"));
        Assert.Equal(whole.Vocals.Channel(0).ToArray(), sink.Pieces.SelectMany(p => p));
    }

    [Fact]
    public async Task WriteAsync_TheFourStemsAndTheirSum_FilesHoldThem()
    {
        var folder = Directory.CreateTempSubdirectory("mashup-stems-").FullName;
        try
        {
            AudioBuffer[] stems = [.. Enumerable.Range(1, 4).Select(k => new AudioBuffer(44100, [[.. Enumerable.Range(0, 1000).Select(i => k * i / 8192f)], new float[1000]]))];
            var files = ((StemKind[])[StemKind.Vocals, StemKind.Other, StemKind.Instrumental]).Select(k => (k, Path.Combine(folder, k + ".wav"))).ToArray();

            await StemFiles.WriteAsync(
                files,
                stems[0],
                async sink =>
                {
                    await sink.WriteAsync(stems, 0, 300, default);
                    await sink.WriteAsync(stems, 300, 700, default);
                },
                default);

            foreach (var ((_, path), factor) in files.Zip([1, 4, 2 + 3 + 4]))
            {
                var read = await new WavDecoder().DecodeAsync(path, new DecodingOptions(), default);
                Assert.Equal(Enumerable.Range(0, 1000).Select(i => factor * i / 8192f), read.Channel(0).ToArray());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task WriteAsync_FailingHalfway_LeavesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("mashup-stems-").FullName;
        try
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => StemFiles.WriteAsync(
                [(StemKind.Vocals, Path.Combine(folder, "v.wav")), (StemKind.Drums, Path.Combine(folder, "d.wav"))],
                new AudioBuffer(44100, 2, 10),
                _ => throw new OperationCanceledException(),
                default));

            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task SeparateToAsync_TheMix_IsNoStem() =>
        await Assert.ThrowsAsync<ArgumentException>(() => MashupEngine.Create().SeparateToAsync("song.wav", "folder", [StemKind.Vocals, StemKind.Mix]));

    private sealed class Recorder : IStemSink
    {
        public List<float[]> Pieces { get; } = [];

        public ValueTask WriteAsync(IReadOnlyList<AudioBuffer> stems, int start, int count, CancellationToken cancellationToken)
        {
            Pieces.Add(stems[0].Channel(0).Slice(start, count).ToArray());
            return ValueTask.CompletedTask;
        }
    }
}
