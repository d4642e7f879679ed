using System.Security.Cryptography;

namespace Mashup.Sdk.Gpu.Manifests;

/// <summary>Holds a model file against its size and hash.</summary>
internal static class FileCheck
{
    private const int Block = 1 << 20;

    public static void Verify(string path, ModelFile file, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new MissingComponentException(MashupStage.Separate, file.Path, $"The model file {file.Path} is not there; add the model again with 'mashup models add'.");
        }

        var length = new FileInfo(path).Length;
        if (file.Bytes is { } bytes && bytes != length)
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"has {length} bytes, and its manifest says {bytes}: it is incomplete or another file.");
        }

        if (file.Sha256 is not null && Sha256(path, cancellationToken) is var hash && hash != file.Sha256)
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"is corrupt or another file: its SHA-256 is {hash}, and its manifest says {file.Sha256}.");
        }
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Sha256(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var stream = File.OpenRead(path);
            var block = new byte[Block];
            for (int read; (read = stream.Read(block)) > 0;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(block, 0, read);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(MashupStage.Separate, path, $"cannot be read: {e.Message}", e);
        }
    }
}
