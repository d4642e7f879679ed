using Mashup.Sdk.Benchmarks;

if (args is ["race", var file])
{
    await AnalysisRace.RunAsync(file);
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(FftBenchmarks).Assembly).Run(args);
