using Mashup.Sdk.Gpu.Devices;

namespace Mashup.Sdk.Gpu.Tests.Devices;

public sealed class DevicePoolTests
{
    [Fact]
    public async Task Enter_MoreJobsThanPlaces_WaitInOrderOfPriorityThenArrival()
    {
        var pool = new DevicePool(1, new Memory());
        var order = new List<string>();
        var first = await pool.EnterAsync(OnnxDevice.Cuda, 0, CancellationToken.None);
        var waiting = new[] { ("low", -1), ("usual", 0), ("high", 5), ("high again", 5) }.Select(j => WaitAsync(j.Item1, j.Item2)).ToArray();

        Assert.Equal(new DeviceUsage(OnnxDevice.Cuda, 1, 4, null), pool.Usage(OnnxDevice.Cuda));
        first.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["high", "high again", "usual", "low"], order);
        Assert.Equal(new DeviceUsage(OnnxDevice.Cuda, 0, 0, null), pool.Usage(OnnxDevice.Cuda));

        async Task WaitAsync(string name, int priority)
        {
            using var _ = pool.Prioritise(priority);
            using var place = await pool.EnterAsync(OnnxDevice.Cuda, 0, CancellationToken.None);
            lock (order)
            {
                order.Add(name);
            }
        }
    }

    [Fact]
    public async Task Enter_ThreePlaces_HoldThreeJobsPerDevice()
    {
        var pool = new DevicePool(3, new Memory());
        var places = new List<IDisposable>();
        for (var i = 0; i < 3; i++)
        {
            places.Add(await pool.EnterAsync(OnnxDevice.Cuda, 0, CancellationToken.None));
        }

        var fourth = pool.EnterAsync(OnnxDevice.Cuda, 0, CancellationToken.None);
        using var elsewhere = await pool.EnterAsync(OnnxDevice.Cpu, 0, CancellationToken.None);

        Assert.False(fourth.IsCompleted);
        places[0].Dispose();
        places[0].Dispose();
        (await fourth).Dispose();
        Assert.Equal(2, pool.Usage(OnnxDevice.Cuda).Running);
    }

    [Fact]
    public async Task Enter_TooLittleMemory_WaitsForTheOthersButStartsAlone()
    {
        var memory = new Memory { Free = 100 };
        var pool = new DevicePool(3, memory);
        var alone = await pool.EnterAsync(OnnxDevice.Cuda, 1000, CancellationToken.None);

        var second = pool.EnterAsync(OnnxDevice.Cuda, 1000, CancellationToken.None);
        Assert.False(second.IsCompleted);
        alone.Dispose();

        (await second).Dispose();
        memory.Free = 5000;
        using var a = await pool.EnterAsync(OnnxDevice.Cuda, 1000, CancellationToken.None);
        using var b = await pool.EnterAsync(OnnxDevice.Cuda, 1000, CancellationToken.None);
        Assert.Equal(2, pool.Usage(OnnxDevice.Cuda).Running);
    }

    [Fact]
    public async Task Enter_Cancelled_LeavesTheQueue()
    {
        var pool = new DevicePool(1, new Memory());
        using var first = await pool.EnterAsync(OnnxDevice.Cuda, 0, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var second = pool.EnterAsync(OnnxDevice.Cuda, 0, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, pool.Usage(OnnxDevice.Cuda).Waiting);
    }

    private sealed class Memory : IDeviceMemory
    {
        public long? Free { get; set; }

        public long? FreeBytes(OnnxDevice device) => Free;
    }
}
