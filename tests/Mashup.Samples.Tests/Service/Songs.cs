using Mashup.Sdk;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Demo;

namespace Mashup.Samples.Tests.Service;

/// <summary>Two short songs, synthesised once for all tests: 35 seconds of each demo song.</summary>
internal static class Songs
{
    private const int Seconds = 35;
    private static readonly Lazy<Task<string[]>> Made = new(MakeAsync);

    public static Task<string[]> AllAsync() => Made.Value;

    private static async Task<string[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mashup-songs-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var engine = MashupEngine.Create(o => (o.Caching.Enabled, o.Encoding.BitsPerSample) = (false, 16));
        return await Task.WhenAll(new[] { DemoSong.NeonHarbour, DemoSong.PaperKites }.Select(song => Task.Run(async () =>
        {
            var whole = DemoSongs.Create(song);
            var length = Math.Min(whole.Length, Seconds * whole.SampleRate);
            var file = Path.Combine(folder, song + ".wav");
            await engine.WriteAsync(new AudioBuffer(whole.SampleRate, [whole.Channel(0)[..length].ToArray(), whole.Channel(1)[..length].ToArray()]), file);
            return file;
        })));
    }
}
