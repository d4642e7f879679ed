using Mashup.Sdk.Audio;
using Mashup.Sdk.Caching;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Caching;

public sealed class DiskArtefactStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mashup-caching-").FullName;
    private readonly SteppingTime _time = new();

    [Fact]
    public async Task Read_NothingWritten_IsMissing() => Assert.Null(await BytesArtefact.ReadAsync(CreateSut(), Key("a"), default));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(1_000_003)]
    public async Task Read_AfterWrite_GivesTheSameBytes(int size)
    {
        var bytes = Noise(size);
        await BytesArtefact.WriteAsync(CreateSut(), Key("a"), bytes, default);

        Assert.Equal(bytes, await BytesArtefact.ReadAsync(CreateSut(), Key("a"), default));
        Assert.Null(await BytesArtefact.ReadAsync(CreateSut(), Key("b"), default));
    }

    [Fact]
    public async Task Write_Again_Replaces()
    {
        var sut = CreateSut();
        await BytesArtefact.WriteAsync(sut, Key("a"), Noise(100), default);
        await BytesArtefact.WriteAsync(sut, Key("a"), Noise(7), default);

        Assert.Equal(Noise(7), await BytesArtefact.ReadAsync(sut, Key("a"), default));
        Assert.Single(Files());
    }

    [Fact]
    public async Task Read_AnyByteChanged_IsMissing()
    {
        await BytesArtefact.WriteAsync(CreateSut(), Key("a"), Noise(60), default);
        var path = Files().Single();
        var whole = File.ReadAllBytes(path);
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 4;
            File.WriteAllBytes(path, changed);

            Assert.Null(await BytesArtefact.ReadAsync(CreateSut(), Key("a"), default));
        }
    }

    [Fact]
    public async Task Read_AnyLengthButItsOwn_IsMissing()
    {
        await BytesArtefact.WriteAsync(CreateSut(), Key("a"), Noise(60), default);
        var path = Files().Single();
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Null(await BytesArtefact.ReadAsync(CreateSut(), Key("a"), default));
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Null(await BytesArtefact.ReadAsync(CreateSut(), Key("a"), default));
    }

    [Fact]
    public async Task Write_OverTheLimit_DropsWhatWasUsedLongestAgo()
    {
        var sut = CreateSut(maxBytes: 10_500);
        for (var i = 0; i < 10; i++)
        {
            await BytesArtefact.WriteAsync(sut, Key($"{i}"), Noise(1000), default);
        }

        Assert.NotNull(await BytesArtefact.ReadAsync(sut, Key("0"), default));
        await BytesArtefact.WriteAsync(sut, Key("10"), Noise(1000), default);

        Assert.NotNull(await BytesArtefact.ReadAsync(sut, Key("0"), default));
        Assert.Null(await BytesArtefact.ReadAsync(sut, Key("1"), default));
        Assert.NotNull(await BytesArtefact.ReadAsync(sut, Key("10"), default));
        Assert.InRange(Files().Sum(f => new FileInfo(f).Length), 1, 10_500);
    }

    [Fact]
    public async Task Write_ThatFails_LeavesWhatWasThere()
    {
        var sut = CreateSut();
        await BytesArtefact.WriteAsync(sut, Key("a"), Noise(100), default);

        await sut.WriteAsync(Key("a"), stream => { stream.Write(Noise(50)); throw new IOException("disk full"); }, default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => sut.WriteAsync(Key("a"), _ => throw new InvalidOperationException(), default));

        Assert.Equal(Noise(100), await BytesArtefact.ReadAsync(sut, Key("a"), default));
        Assert.Single(Files());
    }

    [Fact]
    public async Task Write_Cancelled_LeavesNothing()
    {
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CreateSut().WriteAsync(
            Key("a"), stream => { stream.Write(Noise(50)); cancel.Cancel(); stream.Write(Noise(50)); }, cancel.Token));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Write_AfterACrash_SweepsWhatItLeft()
    {
        await BytesArtefact.WriteAsync(CreateSut(), Key("a"), Noise(10), default);
        var left = Files().Single() + ".0.tmp";
        File.WriteAllBytes(left, Noise(10));
        File.SetLastWriteTimeUtc(left, _time.GetUtcNow().UtcDateTime.AddDays(-2));

        await BytesArtefact.WriteAsync(CreateSut(), Key("b"), Noise(10), default);

        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task Store_FolderThatCannotBe_KeepsNothing()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "in the way");
        var sut = new DiskArtefactStore(Path.Combine(file, "cache"), 1 << 20, _time);

        await BytesArtefact.WriteAsync(sut, Key("a"), Noise(10), default);

        Assert.Null(await BytesArtefact.ReadAsync(sut, Key("a"), default));
    }

    [Fact]
    public async Task Store_ManyWritersAndReaders_NeverSeeHalfOfAnything()
    {
        await Parallel.ForAsync(0, 200, async (i, token) =>
        {
            var sut = new DiskArtefactStore(_folder, 200_000, TimeProvider.System);
            var name = $"{i % 5}";
            await BytesArtefact.WriteAsync(sut, Key(name), Noise(20_000 + i % 5), token);
            var bytes = await BytesArtefact.ReadAsync(sut, Key(name), token);
            Assert.True(bytes is null || bytes.AsSpan().SequenceEqual(Noise(20_000 + i % 5)));
        });

        Assert.All(Files(), f => Assert.EndsWith(".artefact", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 5)]
    [InlineData(2, 400_000)]
    public async Task StemArtefact_RoundTrip_KeepsEveryBit(int channels, int length)
    {
        float[] odd = [float.NaN, -0f, float.Epsilon, float.PositiveInfinity, 1e-30f];
        var stems = Enumerable.Range(0, 4).Select(s =>
        {
            var stem = new AudioBuffer(48000, channels, length);
            var random = new Random(s);
            for (var c = 0; c < channels; c++)
            {
                // The last third is silent, but for one stem.
                for (var i = 0; i < (s == 0 ? length : length * 2 / 3); i++)
                {
                    stem.Channel(c)[i] = i < 5 ? odd[i] : random.NextSingle() - 0.5f;
                }
            }

            return stem;
        }).ToArray();

        await StemArtefact.WriteAsync(CreateSut(1 << 30), Key("s"), new StemSet(stems[0], stems[1], stems[2], stems[3], 0.7), default);
        var read = await StemArtefact.ReadAsync(CreateSut(), Key("s"), default);

        Assert.NotNull(read);
        Assert.Equal(0.7, read.VocalClarity);
        foreach (var (expected, actual) in stems.Zip([read.Vocals, read.Drums, read.Bass, read.Other]))
        {
            Assert.Equal((48000, channels, length), (actual.SampleRate, actual.ChannelCount, actual.Length));
            for (var c = 0; c < channels; c++)
            {
                Assert.True(Bits(expected.Channel(c)).SequenceEqual(Bits(actual.Channel(c))));
            }
        }
    }

    [Fact]
    public async Task StemArtefact_PayloadOfAnotherKind_IsMissing()
    {
        await BytesArtefact.WriteAsync(CreateSut(), Key("s"), Noise(100), default);

        Assert.Null(await StemArtefact.ReadAsync(CreateSut(), Key("s"), default));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private DiskArtefactStore CreateSut(long maxBytes = 1 << 24) => new(_folder, maxBytes, _time);

    private static ArtefactKey Key(string name) => ArtefactKey.Of(name, MashupStage.Separate, "1", "");

    private static ReadOnlySpan<int> Bits(ReadOnlySpan<float> samples) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(samples);

    private string[] Files() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories);

    private static byte[] Noise(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private sealed class SteppingTime : TimeProvider
    {
        private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromSeconds(1);
    }
}
