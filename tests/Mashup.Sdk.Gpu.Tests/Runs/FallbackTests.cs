using Mashup.Sdk.Gpu.Networks;
using Mashup.Sdk.Gpu.Runs;
using Mashup.Sdk.Gpu.Tests.Graphs;

namespace Mashup.Sdk.Gpu.Tests.Runs;

/// <summary>A device that fails in every way there is: the job goes on, and somebody hears why.</summary>
public sealed class FallbackTests
{
    private static readonly float[][] Noise = Signals.Noise(300_000);

    [Fact]
    public async Task NoSession_RunsOnTheCpuAndSaysWhy()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var loader = new FaultyLoader { OnLoad = _ => new InvalidOperationException("no such driver") };

        await AssertIdentityAsync(model, loader);

        Assert.Equal(OnnxDevice.Cpu, Assert.Single(model.Notices).Device);
        Assert.Contains("no such driver", model.Notices[0].Reason, StringComparison.Ordinal);
        Assert.Equal(0, loader.Open);
    }

    [Fact]
    public async Task RunFails_RepeatsTheChunkOnTheCpu()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var loader = new FaultyLoader { OnRun = (_, run) => run == 1 ? new InvalidOperationException("CUDNN_STATUS_EXECUTION_FAILED") : null };

        await AssertIdentityAsync(model, loader, batch: 1);

        Assert.Equal([OnnxDevice.Cuda, OnnxDevice.Cpu], model.Notices.Select(n => n.Device));
        Assert.Contains("CUDNN_STATUS_EXECUTION_FAILED", model.Notices[1].Reason, StringComparison.Ordinal);
        Assert.Equal(0, loader.Open);
    }

    [Fact]
    public async Task MemoryRunsOut_HalvesTheChunksUntilTheyFit()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var loader = new FaultyLoader { OnRun = (batch, _) => batch > 1 ? new DeviceMemoryException("out of memory") : null };

        await AssertIdentityAsync(model, loader, batch: 4);

        Assert.Equal(3, model.Notices.Count);
        Assert.All(model.Notices, n => Assert.Equal(OnnxDevice.Cuda, n.Device));
        Assert.Contains("1 chunks", model.Notices[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MemoryRunsOutForOneChunk_GoesOnOnTheCpuAndTriesTheGpuNextTime()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var loader = new FaultyLoader { OnRun = (_, run) => run < 2 ? new DeviceMemoryException("out of memory") : null };
        using var run = model.Open(loader, new OnnxSeparationOptions { BatchSize = 2 });

        var stems = await run.SeparateAsync(new Song(Noise), null, CancellationToken.None);
        await run.SeparateAsync(new Song(Noise), null, CancellationToken.None);

        Assert.InRange(Signals.ErrorDecibels(Noise, stems[0]), double.NegativeInfinity, -100);
        Assert.Equal([OnnxDevice.Cuda, OnnxDevice.Cuda, OnnxDevice.Cpu, OnnxDevice.Cuda], model.Notices.Select(n => n.Device));
    }

    [Fact]
    public async Task MemoryRunsOutForTwoRunsOnTheCpu_GoesOnWithOne()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var loader = new FaultyLoader { AlsoCpu = true, OnRun = (_, run) => run < 2 ? new DeviceMemoryException("bad_alloc") : null };
        using (var run = model.Open(loader, new OnnxSeparationOptions { Device = OnnxDevice.Cpu, Threads = 2 }))
        {
            var stems = await run.SeparateAsync(new Song(Noise), null, CancellationToken.None);
            Assert.InRange(Signals.ErrorDecibels(Noise, stems[0]), double.NegativeInfinity, -100);
        }

        Assert.All(model.Notices, n => Assert.Equal(OnnxDevice.Cpu, n.Device));
        Assert.Contains("bad_alloc", Assert.Single(model.Notices.Skip(1)).Reason, StringComparison.Ordinal);
        Assert.Equal(0, loader.Bound);
    }

    [Fact]
    public async Task GpuFailedOnce_IsLeftAloneAfterwards()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var loader = new FaultyLoader { OnRun = (_, run) => run == 0 ? new InvalidOperationException("illegal memory access") : null };
        using var run = model.Open(loader, new OnnxSeparationOptions());

        await run.SeparateAsync(new Song(Noise), null, CancellationToken.None);
        await run.SeparateAsync(new Song(Noise), null, CancellationToken.None);

        Assert.Equal([OnnxDevice.Cuda, OnnxDevice.Cpu, OnnxDevice.Cpu], model.Notices.Select(n => n.Device));
        Assert.Equal(2, loader.Loads);
    }

    [Fact]
    public async Task NoLibrary_SaysWhatIsMissing()
    {
        using var model = Families.MdxNet(4096, null, 0, new());
        var missing = OnnxNetworkLoader.Missing(new DllNotFoundException("onnxruntime"));
        var loader = new FaultyLoader { OnLoad = _ => missing, AlsoCpu = true };
        using var run = model.Open(loader, new OnnxSeparationOptions());

        var error = await Assert.ThrowsAsync<MissingComponentException>(() => run.SeparateAsync(new Song(Noise), null, CancellationToken.None));

        Assert.Equal("ONNX Runtime", error.Component);
    }

    [SkippableFact]
    public async Task CudaHere_FallsBackToTheCpuWhereThereIsNone()
    {
        Skip.If(File.Exists("/dev/nvidiactl"), "There is a GPU here.");
        using var model = Families.HtDemucsWave(1);
        using var run = model.Open(options: new OnnxSeparationOptions { Device = OnnxDevice.Cuda });

        await run.SeparateAsync(new Song(Signals.Noise(1000)), null, CancellationToken.None);

        Assert.Equal(OnnxDevice.Cpu, Assert.Single(model.Notices).Device);
        Assert.Contains("CUDA", model.Notices[0].Reason, StringComparison.Ordinal);
    }

    private static async Task AssertIdentityAsync(TestModel model, FaultyLoader loader, int batch = 2)
    {
        using (var run = model.Open(loader, new OnnxSeparationOptions { BatchSize = batch }))
        {
            var stems = await run.SeparateAsync(new Song(Noise), null, CancellationToken.None);
            Assert.InRange(Signals.ErrorDecibels(Noise, stems[0]), double.NegativeInfinity, -100);
        }

        Assert.Equal(0, loader.Open);
        Assert.Equal(0, loader.Bound);
    }

    /// <summary>Runs everything on the CPU, and fails where it claims to be a GPU, or everywhere.</summary>
    private sealed class FaultyLoader : INetworkLoader
    {
        private readonly OnnxNetworkLoader _real = new(2, 0);
        private int _runs;

        public Func<int, Exception?> OnLoad { get; init; } = _ => null;

        public Func<int, int, Exception?> OnRun { get; init; } = (_, _) => null;

        public bool AlsoCpu { get; init; }

        public int Loads { get; private set; }

        public int Open { get; private set; }

        public int Bound { get; private set; }

        public INetwork Load(string path, OnnxDevice device)
        {
            if ((device == OnnxDevice.Cuda || AlsoCpu) && OnLoad(Loads) is { } failure)
            {
                throw failure;
            }

            Loads++;
            Open++;
            return new Network(this, _real.Load(path, OnnxDevice.Cpu), device);
        }

        public INetwork Load(byte[] graph, OnnxDevice device) => throw new NotSupportedException();

        private sealed class Network(FaultyLoader loader, INetwork real, OnnxDevice device) : INetwork
        {
            public GraphShape Graph => real.Graph;

            public INetworkBinding Bind(IReadOnlyList<TensorMemory> inputs, IReadOnlyList<TensorMemory> outputs)
            {
                loader.Bound++;
                return new Binding(loader, real.Bind(inputs, outputs), device, (int)inputs[0].Shape[0]);
            }

            public void Dispose()
            {
                loader.Open--;
                real.Dispose();
            }
        }

        private sealed class Binding(FaultyLoader loader, INetworkBinding real, OnnxDevice device, int batch) : INetworkBinding
        {
            public void Run(CancellationToken cancellationToken)
            {
                if ((device == OnnxDevice.Cuda || loader.AlsoCpu) && loader.OnRun(batch, Interlocked.Increment(ref loader._runs) - 1) is { } failure)
                {
                    throw failure;
                }

                real.Run(cancellationToken);
            }

            public void Dispose()
            {
                loader.Bound--;
                real.Dispose();
            }
        }
    }
}
