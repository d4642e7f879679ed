using Mashup.Sdk;

namespace Mashup.Hosting.Work;

/// <summary>Hands the service's limits on to the engine.</summary>
internal static class EngineSettings
{
    public static void Apply(MashupOptions engine, HostingOptions options)
    {
        var ffmpeg = LimitedFFmpeg.Install(options);
        engine.Decoding.MaxDuration = TimeSpan.FromMinutes(options.Tracks.MaxMinutes);
        engine.Decoding.MaxFileBytes = options.Tracks.MaxBytes;
        engine.Decoding.FFmpegPath = ffmpeg;
        engine.Encoding.FFmpegPath = ffmpeg;
    }
}
