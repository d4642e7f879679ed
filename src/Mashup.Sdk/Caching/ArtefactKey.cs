using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mashup.Sdk.Caching;

/// <summary>Names a stage's result by everything it depends on.</summary>
/// <param name="Value">64 lower-case hexadecimal digits.</param>
internal readonly record struct ArtefactKey(string Value)
{
    /// <summary>The key of one stage's result for one input.</summary>
    /// <param name="inputSha256">Hash of the input file.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="stageVersion">Changes whenever the stage's output would, e.g. a separator's name and version.</param>
    /// <param name="options">The options that shape the output, written the same way every time.</param>
    public static ArtefactKey Of(string inputSha256, MashupStage stage, string stageVersion, string options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[inputSha256, stage.ToString(), stageVersion, options])
        {
            // Each with its length in front: "ab" + "c" is not "a" + "bc".
            var bytes = System.Text.Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return new ArtefactKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
