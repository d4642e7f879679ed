using Mashup.Sdk.Rendering.Stretching;

namespace Mashup.Sdk.Rendering;

/// <summary>How a plan is mixed and mastered.</summary>
public sealed class RenderingOptions
{
    /// <summary>Integrated loudness of the finished mashup, LUFS.</summary>
    /// <value>The default value is −14.</value>
    public double TargetLufs { get; set; } = -14;

    /// <summary>Ceiling of the true peak, dBTP.</summary>
    /// <value>The default value is −1.</value>
    public double CeilingDbtp { get; set; } = -1;

    /// <summary>Whether loudness, bus compression and limiting are applied; without them a plan of one unaltered clip gives its source back.</summary>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool Mastering { get; set; } = true;

    /// <summary>How far the bed goes down around 2 kHz under another song's vocals, dB; 0 turns ducking off.</summary>
    /// <value>The default value is 5: 3 to 4 dB from 1 to 4 kHz.</value>
    public double DuckingDb { get; set; } = 5;

    /// <summary>How clips are stretched and shifted.</summary>
    /// <value>The default value is <see cref="StretchQuality.Best"/>.</value>
    public StretchQuality Quality { get; set; } = StretchQuality.Best;

    /// <summary>The same with a ceiling so much lower.</summary>
    internal RenderingOptions WithHeadroom(double db)
    {
        var options = (RenderingOptions)MemberwiseClone();
        options.CeilingDbtp = Math.Max(-60, CeilingDbtp - db);
        return options;
    }
}
