namespace Mashup.Sdk.Audio;

/// <summary>Takes a song block by block while it is decoded, so that nobody need hold it whole. Called by one thread at a time.</summary>
public interface IAudioSink
{
    /// <summary>Says how long the song will probably be, so that room can be made: before a block, once or never.</summary>
    /// <param name="length">Samples per channel; more or fewer may come.</param>
    void Expect(int length);

    /// <summary>Takes the next block.</summary>
    /// <param name="block">Mono or stereo, every block of a song like its first; its samples are the decoder's again when this returns.</param>
    void Add(AudioBuffer block);
}
