using Mashup.Sdk.Benchmarks;

switch (args)
{
    case ["dump-chroma", .. var songs]:
        await ChromaDump.Run(songs);
        break;
    case ["race", var song]:
        await AnalysisRace.RunAsync(song);
        break;
#if ONNX_RUNTIME
    case ["separation-overhead"]:
        await Mashup.Sdk.Benchmarks.Neural.SeparationOverhead.RunAsync();
        break;
#endif
    default:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(FftBenchmarks).Assembly).Run(args);
        break;
}
