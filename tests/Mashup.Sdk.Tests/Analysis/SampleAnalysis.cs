using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Tests.Analysis;

/// <summary>An analysis of a song that does not exist.</summary>
internal static class SampleAnalysis
{
    public static TrackAnalysis Create() => new()
    {
        DurationSeconds = 81.3,
        SampleRate = 48000,
        Beats = new BeatGrid(127.98, 0.97, 4, [0.47, 0.9388123456], [0.47]),
        Key = new KeyEstimate(new MusicalKey(9, Mode.Minor), 0.8, new MusicalKey(0, Mode.Major), 440.4),
        Chords = [new ChordSegment(0, 1.9, "A:min"), new ChordSegment(1.9, 81.3, "N")],
        Sections = [new Section(0, 15.1, SectionLabel.Intro, 0.31, 0), new Section(15.1, 81.3, SectionLabel.Instrumental, 1, 1)],
        Vocals = [new VocalRegion(15.2, 29.8)],
        Energy = new EnergyCurve(0.5, [0.1, 0.2]),
        Loudness = new LoudnessMeasurement(-11.2, 5.1, -8.3, -9.9, -0.4),
        BeatFeatures = new BeatFeatures
        {
            Chroma = [new float[12], [.. Enumerable.Range(0, 12).Select(i => i / 11f)]],
            LowDb = [-100, -20.5f],
            MidDb = [-30, -31],
            HighDb = [-40, -41],
            CentreDb = [-50, -41],
            SideDb = [-60, -61.5f],
            Timbre = [[0.1f, 0.2f, 0.3f], [0, -1, 1]],
            VocalActivity = [0, 1],
            KickPattern = [new float[12], new float[12]],
            SnarePattern = [new float[12], [1, 0, 0, 0, 0, 0, 0.5f, 0, 0, 0, 0, 0]],
        },
    };
}
