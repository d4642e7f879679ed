using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of docs/how-to/replace-a-stage.md, compiled.</summary>
internal static class ReplacingAStage
{
    public static MashupEngine Create()
    {
        var engine = MashupEngine.Create(build: mashup => mashup.UseKeyDetector<AlwaysAMinor>());
        return engine;
    }

    public static void Register(IServiceCollection services)
    {
        services.AddMashup().UseKeyDetector<AlwaysAMinor>();
    }

    public sealed class AlwaysAMinor : IKeyDetector
    {
        public KeyEstimate Detect(ChromaFeatures chroma, BeatGrid beats, CancellationToken cancellationToken) =>
            new(new MusicalKey(9, Mode.Minor), 1, new MusicalKey(0, Mode.Major), 440);
    }
}
