namespace Mashup.Hosting.Work;

/// <summary>Where neural models are, and where they run.</summary>
internal sealed class ModelSettings
{
    /// <summary>Folder of the installed models.</summary>
    /// <value>The default is <see langword="null"/>: <c>$MASHUP_MODELS</c>, or else <c>mashup/models</c> in the user's data folder.</value>
    public string? Folder { get; set; }

    /// <summary><c>auto</c>, <c>cpu</c> or <c>cuda</c>.</summary>
    /// <value>The default value is <c>auto</c>.</value>
    public string Device { get; set; } = "auto";

    /// <summary>Which GPU, from 0.</summary>
    /// <value>The default value is 0.</value>
    public int DeviceIndex { get; set; }

    /// <summary>Jobs that may be on one device at once.</summary>
    /// <value>The default value is 3.</value>
    public int JobsPerDevice { get; set; } = 3;
}
