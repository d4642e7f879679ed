using Mashup.Sdk.Benchmarks;

if (args is ["dump-chroma", .. var rest])
{
    await ChromaDump.Run(rest);
    return;
}

if (args is ["race", var file])
{
    await AnalysisRace.RunAsync(file);
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(FftBenchmarks).Assembly).Run(args);
