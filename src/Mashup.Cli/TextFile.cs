using Mashup.Sdk;

namespace Mashup.Cli;

/// <summary>Reads and writes whole documents; failures are sentences.</summary>
internal static class TextFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(path, $"{path} cannot be written: {e.Message}", e);
        }
    }

    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(MashupStage.Plan, path, $"cannot be read: {e.Message}", e);
        }
    }
}
