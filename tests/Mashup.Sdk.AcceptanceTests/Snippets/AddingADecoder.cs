using Mashup.Sdk.Audio;
using Mashup.Sdk.Decoding;
using Microsoft.Extensions.DependencyInjection;

namespace Mashup.Sdk.AcceptanceTests.Snippets;

/// <summary>The code of docs/how-to/add-a-decoder.md, compiled.</summary>
internal static class AddingADecoder
{
    public static void Register(IServiceCollection services)
    {
        services.AddMashup().AddDecoder<TrackerModuleDecoder>();
    }

    internal sealed class TrackerModuleDecoder : IAudioDecoder
    {
        public bool CanDecode(ReadOnlySpan<byte> header) => header.StartsWith("Extended Module: "u8);

        public Task<AudioBuffer> DecodeAsync(string path, DecodingOptions limits, CancellationToken cancellationToken) =>
            Task.Run(() => Play(path, limits.MaxDuration, cancellationToken), cancellationToken);

        private static AudioBuffer Play(string path, TimeSpan longest, CancellationToken cancellationToken) =>
            throw new UnusableInputException(MashupStage.Decode, path, "is a module without patterns");
    }
}
