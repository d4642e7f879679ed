using Mashup.Sdk;

namespace Mashup.Cli;

/// <summary>Makes output folders; failures are sentences.</summary>
internal static class Folder
{
    public static void Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(path, $"The folder {path} cannot be made: {e.Message}", e);
        }
    }
}
