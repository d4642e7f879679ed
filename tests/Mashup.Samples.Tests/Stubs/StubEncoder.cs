using Mashup.Sdk.Audio;
using Mashup.Sdk.Encoding;

namespace Mashup.Samples.Tests.Stubs;

/// <summary>Writes the first samples and calls it a file of whatever format is asked for; WAV, which is read back, is left to the real encoder.</summary>
internal sealed class StubEncoder : IAudioEncoder
{
    private const int Bytes = 2000;

    public bool CanEncode(AudioFormat format) => format != AudioFormat.Wav;

    public Task EncodeAsync(AudioBuffer audio, string path, EncodingOptions options, CancellationToken cancellationToken) =>
        File.WriteAllBytesAsync(path, System.Runtime.InteropServices.MemoryMarshal.AsBytes(audio.Channel(0))[..Math.Min(Bytes, audio.Length * sizeof(float))].ToArray(), cancellationToken);
}
