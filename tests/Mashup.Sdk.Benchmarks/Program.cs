using Mashup.Sdk.Benchmarks;

switch (args)
{
    case ["dump-sections", var sectionFolder, .. var sectionSongs]:
        await SectionDump.WriteAsync(sectionFolder, sectionSongs);
        break;
    case ["dump-chroma", .. var chromaSongs]:
        await ChromaDump.Run(chromaSongs);
        break;
    case ["readings", var folder, .. var songs]:
        await ReadingDump.WriteAsync(folder, songs);
        break;
    case ["separation", .. var prefixes]:
        await Mashup.Sdk.Training.Separation.StemScore.RunAsync(prefixes);
        break;
    case ["draft-stems", var mixes]:
        await Mashup.Sdk.Training.Separation.DraftStems.WriteAsync(mixes);
        break;
    case ["mask-samples", var samples, .. var stems]:
        await Mashup.Sdk.Training.Separation.MaskSamples.WriteAsync(samples, stems);
        break;
    case ["mask-sketches", var samples]:
        await Mashup.Sdk.Training.Separation.MaskSamples.WriteSketchesAsync(samples);
        break;
    case ["fit-masks", var samples, .. var left]:
        Mashup.Sdk.Training.Separation.MaskFit.Run(samples, left);
        break;
    case ["render", var planFile]:
        await RenderRace.RunAsync(planFile);
        break;
    case ["race", var song]:
        await AnalysisRace.RunAsync(song);
        break;
#if ONNX_RUNTIME
    case ["separation-overhead", .. var device]:
        await Mashup.Sdk.Benchmarks.Neural.SeparationOverhead.RunAsync(device is ["cuda"] ? Mashup.Sdk.Gpu.OnnxDevice.Cuda : Mashup.Sdk.Gpu.OnnxDevice.Cpu);
        break;
    case ["model-speed", var manifest]:
        await Mashup.Sdk.Benchmarks.Neural.ModelSpeed.RunAsync(manifest);
        break;
#endif
    default:
        BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(FftBenchmarks).Assembly).Run(args);
        break;
}
