namespace Mashup.Sdk.Separation;

/// <summary>What a song's separated stems tell about its harmony; element i of every list describes the time from beat i of the analysis to the next.</summary>
/// <param name="Voice">Chroma of the vocals, 12 values from C upwards, louder beats larger; all 0 where silent.</param>
/// <param name="Band">Chroma of bass and other together, likewise.</param>
/// <param name="VocalClarity">How clean the vocals are, see <see cref="StemSet.VocalClarity"/>.</param>
public sealed record StemReadings(IReadOnlyList<float[]> Voice, IReadOnlyList<float[]> Band, double VocalClarity);
