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
    return;
}

#if ONNX_RUNTIME
if (args is ["separation-overhead"])
{
    await Mashup.Sdk.Benchmarks.Neural.SeparationOverhead.RunAsync();
    return;
}
#endif

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Mashup.Sdk.Benchmarks.FftBenchmarks).Assembly).Run(args);
