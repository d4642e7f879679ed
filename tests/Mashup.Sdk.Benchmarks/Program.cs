#if ONNX_RUNTIME
if (args is ["separation-overhead"])
{
    await Mashup.Sdk.Benchmarks.Neural.SeparationOverhead.RunAsync();
    return;
}
#endif

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Mashup.Sdk.Benchmarks.FftBenchmarks).Assembly).Run(args);
