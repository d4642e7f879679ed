using System.Runtime.InteropServices;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk.Tests.Rendering;

public sealed class BufferPoolTests
{
    [Fact]
    public void Rent_AfterReturn_LendsTheSameMemoryAtTheLengthAskedFor()
    {
        var pool = new BufferPool(longest: 1000);
        var first = pool.Rent(44100, 100);
        pool.Return(first);

        var second = pool.Rent(48000, 900);

        Assert.Equal((48000, 2, 900), (second.SampleRate, second.ChannelCount, second.Length));
        Assert.True(Shared(first, second));
    }

    [Fact]
    public void Rent_WhileLent_LendsOtherMemory()
    {
        var pool = new BufferPool(longest: 1000);

        Assert.False(Shared(pool.Rent(44100, 100), pool.Rent(44100, 100)));
    }

    [Fact]
    public void Rent_LongerThanTheLongest_HasRoom() => Assert.Equal(2000, new BufferPool(longest: 1000).Rent(44100, 2000).Channel(1).Length);

    [Fact]
    public void Return_TwiceOrFromElsewhere_LendsNothingTwice()
    {
        var pool = new BufferPool();
        var own = pool.Rent(44100, 100);
        var foreign = new AudioBuffer(44100, 2, 100);
        pool.Return(own);
        pool.Return(own);
        pool.Return(foreign);

        AudioBuffer a = pool.Rent(44100, 100), b = pool.Rent(44100, 100);

        Assert.False(Shared(a, b) || Shared(a, foreign) || Shared(b, foreign));
    }

    [Fact]
    public void Shorten_LentBuffer_IsItsBeginningAndTakesItsPlace()
    {
        var pool = new BufferPool();
        var whole = pool.Rent(44100, 100);

        var part = pool.Shorten(whole, 60);
        pool.Return(whole);

        Assert.True(Shared(whole, part));
        Assert.Equal(60, part.Length);
        Assert.False(Shared(part, pool.Rent(44100, 100)));
    }

    [Fact]
    public void Shorten_BufferFromElsewhere_LeavesItAlone()
    {
        var foreign = new AudioBuffer(44100, 2, 100);

        Assert.False(Shared(foreign, new BufferPool().Shorten(foreign, 60)));
    }

    private static bool Shared(AudioBuffer a, AudioBuffer b) =>
        System.Runtime.CompilerServices.Unsafe.AreSame(ref MemoryMarshal.GetReference(a.Channel(0)), ref MemoryMarshal.GetReference(b.Channel(0)));
}
