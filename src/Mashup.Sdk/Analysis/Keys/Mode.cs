namespace Mashup.Sdk.Analysis.Keys;

/// <summary>Mode of a key.</summary>
public enum Mode
{
    /// <summary>Major.</summary>
    Major,

    /// <summary>Minor.</summary>
    Minor,
}
