namespace Mashup.Sdk.Planning.Tempo;

/// <summary>The tempo of a mashup, and how each song reaches it.</summary>
/// <param name="Bpm">Tempo of the mashup.</param>
/// <param name="Meter">Beats per bar of the mashup.</param>
/// <param name="Fits">One per song.</param>
internal sealed record TempoPlan(double Bpm, int Meter, IReadOnlyList<TempoFit> Fits)
{
    /// <summary>Length of a bar, seconds.</summary>
    public double BarSeconds => Meter * 60 / Bpm;
}

/// <summary>How a song meets the mashup's tempo.</summary>
/// <param name="Layers">Whether its bars can lie on the mashup's bars.</param>
/// <param name="TimelineBeats">Mashup beats per beat of the song: 1; 2 where the song is counted half as fast; 0.5 where twice as fast.</param>
/// <param name="Ratio">Mashup tempo / song tempo on that level: 1.05 plays the song 5 % faster.</param>
internal sealed record TempoFit(bool Layers, double TimelineBeats, double Ratio)
{
    /// <summary>How many percent the song is sped up or slowed down.</summary>
    public double Percent => Math.Abs(Ratio - 1) * 100;

    /// <summary>Beats of the song in one bar of the mashup.</summary>
    public int BeatsPerBar(int meter) => (int)Math.Round(meter / TimelineBeats);
}
