using System.Diagnostics.CodeAnalysis;
using Mashup.Sdk;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Decoding;
using Mashup.Sdk.Encoding;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;
using Mashup.Sdk.Rendering.Stretching;
using Mashup.Sdk.Separation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Replaces (Use…) or adds (Add…) parts of the engine.</summary>
public static class MashupBuilderExtensions
{
    private const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Adds a decoder; it is asked before those registered earlier.</summary>
    public static IMashupBuilder AddDecoder<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IAudioDecoder => builder.Prepend<IAudioDecoder, T>();

    /// <summary>Adds an encoder; it is asked before those registered earlier.</summary>
    public static IMashupBuilder AddEncoder<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IAudioEncoder => builder.Prepend<IAudioEncoder, T>();

    /// <summary>Adds a separator; it becomes the one that is used where a request names none.</summary>
    public static IMashupBuilder AddSeparator<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IStemSeparator => builder.Prepend<IStemSeparator, T>();

    /// <summary>Replaces the beat tracker.</summary>
    public static IMashupBuilder UseBeatTracker<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IBeatTracker => builder.Replace<IBeatTracker, T>();

    /// <summary>Replaces the key detector.</summary>
    public static IMashupBuilder UseKeyDetector<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IKeyDetector => builder.Replace<IKeyDetector, T>();

    /// <summary>Replaces the chord recogniser.</summary>
    public static IMashupBuilder UseChordRecognizer<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IChordRecognizer => builder.Replace<IChordRecognizer, T>();

    /// <summary>Replaces the section detector.</summary>
    public static IMashupBuilder UseSectionDetector<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, ISectionDetector => builder.Replace<ISectionDetector, T>();

    /// <summary>Replaces the planner.</summary>
    public static IMashupBuilder UsePlanner<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IMashupPlanner => builder.Replace<IMashupPlanner, T>();

    /// <summary>Replaces the renderer.</summary>
    public static IMashupBuilder UseRenderer<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, IMashupRenderer => builder.Replace<IMashupRenderer, T>();

    /// <summary>Replaces the time-stretcher.</summary>
    public static IMashupBuilder UseTimeStretcher<[DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where T : class, ITimeStretcher => builder.Replace<ITimeStretcher, T>();

    private static IMashupBuilder Replace<TService, [DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where TService : class
        where T : class, TService
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<TService, T>());
        return builder;
    }

    // Many-of services are asked in order, so the caller's go in front of the engine's own.
    private static IMashupBuilder Prepend<TService, [DynamicallyAccessedMembers(Constructors)] T>(this IMashupBuilder builder)
        where TService : class
        where T : class, TService
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<TService, T>());
        return builder;
    }
}
