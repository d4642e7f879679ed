BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Mashup.Sdk.Benchmarks.FftBenchmarks).Assembly).Run(args);
