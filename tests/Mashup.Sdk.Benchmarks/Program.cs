using BenchmarkDotNet.Running;
using Mashup.Sdk.Benchmarks;

if (args is ["readings", var folder, .. var songs])
{
    await ReadingDump.WriteAsync(folder, songs);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(FftBenchmarks).Assembly).Run(args);
