using Mashup.Sdk;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Caching;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Stretching;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What the engine is made of, stage by stage: TryAdd for one-of, TryAddEnumerable for many-of, so that the caller's own parts win.</summary>
internal static class StageRegistrations
{
    public static IMashupBuilder AddDecoding(this IMashupBuilder builder)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioDecoder, WavDecoder>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioDecoder, FFmpegDecoder>());
        builder.Services.TryAddSingleton(p => new AudioFileReader(p.GetServices<IAudioDecoder>(), p.Options().Decoding));
        return builder;
    }

    public static IMashupBuilder AddAnalysis(this IMashupBuilder builder)
    {
        builder.Services.TryAddSingleton<IBeatTracker, BarPointerBeatTracker>();
        builder.Services.TryAddSingleton<IKeyDetector, ProfileKeyDetector>();
        builder.Services.TryAddSingleton<IChordRecognizer, HmmChordRecognizer>();
        builder.Services.TryAddSingleton<ISectionDetector, PhraseSectionDetector>();
        builder.Services.TryAddSingleton<TrackAnalyzer>();
        return builder;
    }

    public static IMashupBuilder AddSeparation(this IMashupBuilder builder)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStemSeparator, CentreAwareSeparator>(_ => new CentreAwareSeparator()));
        return builder;
    }

    public static IMashupBuilder AddPlanning(this IMashupBuilder builder)
    {
        builder.Services.TryAddSingleton<IMashupPlanner, VocalOverBandPlanner>();
        return builder;
    }

    public static IMashupBuilder AddRendering(this IMashupBuilder builder)
    {
        builder.Services.TryAddSingleton<ITimeStretcher>(_ => new PhaseVocoderStretcher());
        builder.Services.TryAddSingleton<IRunStore, RunArtefact>();
        builder.Services.TryAddSingleton<IMashupRenderer, TimelineRenderer>();
        return builder;
    }

    public static IMashupBuilder AddEncoding(this IMashupBuilder builder)
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioEncoder, WavEncoder>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IAudioEncoder, FFmpegEncoder>());
        return builder;
    }

    public static IMashupBuilder AddCaching(this IMashupBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<IArtefactStore>(p =>
            p.Options().Caching is { Enabled: true } caching && (caching.Directory ?? CacheDirectory.Locate(Environment.GetEnvironmentVariable)) is { } folder
                ? new DiskArtefactStore(folder, caching.MaxBytes, p.GetRequiredService<TimeProvider>())
                : new NullArtefactStore());
        return builder;
    }

    public static IMashupBuilder AddEngine(this IMashupBuilder builder)
    {
        builder.Services.TryAddSingleton<CodedPeaks>();
        builder.Services.TryAddSingleton<OutputWriter>();
        builder.Services.TryAddSingleton<SongLibrary>();
        builder.Services.TryAddSingleton(p => new MashupEngine(
            p.GetRequiredService<SongLibrary>(),
            p.GetRequiredService<IMashupPlanner>(),
            p.GetRequiredService<IMashupRenderer>(),
            p.GetRequiredService<ITimeStretcher>(),
            p.GetRequiredService<OutputWriter>(),
            p.GetRequiredService<IOptions<MashupOptions>>()));
        return builder;
    }

    private static MashupOptions Options(this IServiceProvider provider) => provider.GetRequiredService<IOptions<MashupOptions>>().Value;
}
