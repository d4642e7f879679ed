using System.Text.Json;
using Mashup.Sdk.Analysis;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Separation;

namespace Mashup.Sdk.Tests.Planning;

/// <summary>Analyses without audio: from the ground truth of a corpus song, or made up from a seed.</summary>
internal static class SyntheticAnalysis
{
    private static readonly int[][] Progressions = [[0, 5, 7, 0], [9, 5, 0, 7], [0, 7, 9, 5], [2, 7, 0, 9]];

    public static PlanningTrack Track(int index, TrackAnalysis analysis, string? file = null) =>
        new(((char)('a' + index)).ToString(), file ?? $"song{index}.wav", new string((char)('0' + index), 64), analysis);

    /// <summary>A song with a steady beat.</summary>
    public static TrackAnalysis Song(
        double bpm = 120, double seconds = 180, int meter = 4, int tonic = 0, Mode mode = Mode.Major, int seed = 1, double drift = 0, bool sings = true)
    {
        var random = new Random(seed);
        var beats = new List<double>();
        for (var t = 0.3; t < seconds - 0.2; t += 60 / bpm * (1 + drift * Math.Sin(t / 20)))
        {
            beats.Add(t);
        }

        var downbeats = beats.Where((_, i) => i % meter == 0).ToArray();
        var progression = Progressions[random.Next(Progressions.Length)];
        var chords = downbeats.Select((d, i) => new ChordSegment(
            i == 0 ? 0 : d, i + 1 < downbeats.Length ? downbeats[i + 1] : seconds, Chord((progression[i % 4] + tonic) % 12, tonic, mode))).ToList();
        var labels = new[] { SectionLabel.Intro, SectionLabel.Verse, SectionLabel.Chorus, SectionLabel.Verse, SectionLabel.Chorus, SectionLabel.Break, SectionLabel.Chorus };
        var cuts = downbeats.Where((_, i) => i % 8 == 0).ToArray();
        var sections = cuts.Select((c, i) => new Section(
            i == 0 ? 0 : c, i + 1 < cuts.Length ? cuts[i + 1] : seconds, labels[i % labels.Length], 0.3 + 0.6 * random.NextDouble(), i % 3)).ToList();
        var vocals = sings
            ? sections.Where(s => s.Label is SectionLabel.Verse or SectionLabel.Chorus)
                .SelectMany(s => new[] { new VocalRegion(s.Start - 0.2, (s.Start + s.End) / 2 - 0.5), new VocalRegion((s.Start + s.End) / 2 - 0.1, s.End - 1) })
                .Where(v => v.Start >= 0 && v.End > v.Start).ToList()
            : [];
        return Build(seconds, new BeatGrid(bpm, 0.9, meter, beats, downbeats), new MusicalKey(tonic, mode), chords, sections, vocals, random);
    }

    /// <summary>The ground truth of a corpus song as an analysis.</summary>
    public static TrackAnalysis FromTruth(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var root = document.RootElement;
        double[] Times(string name) => [.. root.GetProperty(name).EnumerateArray().Select(t => t.GetDouble())];
        (double Start, double End, string Label)[] Spans(string name) =>
            [.. root.GetProperty(name).EnumerateArray().Select(s => (s[0].GetDouble(), s[1].GetDouble(), s[2].GetString()!))];
        var duration = root.GetProperty("duration").GetDouble();
        var key = root.GetProperty("key").GetString()!.Split(' ');
        var chords = Spans("chords").Select(c => new ChordSegment(c.Start, c.End, c.Label)).ToList();
        var sections = Spans("sections").Select((s, i) => new Section(s.Start, s.End, s.Label switch
        {
            "inst" => SectionLabel.Instrumental,
            _ => Enum.Parse<SectionLabel>(s.Label, ignoreCase: true),
        }, s.Label is "chorus" ? 0.9 : 0.5, i)).ToList();
        var vocals = Spans("phrases").Where(p => char.IsUpper(p.Label[0])).Select(p => new VocalRegion(p.Start + 0.05, p.End - 0.3)).ToList();
        var beats = new BeatGrid(root.GetProperty("tempo").GetDouble(), 1, root.GetProperty("meter").GetInt32(), Times("beats"), Times("downbeats"));
        return Build(duration, beats, new MusicalKey(MusicalKey.ParseTonic(key[0]), key[1] == "minor" ? Mode.Minor : Mode.Major), chords, sections, vocals, new Random(1));
    }

    /// <summary>A made-up song of any shape, separated or not; what was read from its stems may be of another song.</summary>
    public static PlanningTrack AnyTrack(int index, Random random)
    {
        var analysis = Any(random);
        var count = random.Next(4) switch { 0 => random.Next(10), 1 => 0, _ => analysis.Beats.Beats.Count };
        float[][] Chromas() => [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 12).Select(_ => random.Next(50) == 0 ? float.NaN : random.NextSingle()).ToArray())];
        return Track(index, analysis) with { Stems = random.Next(3) == 0 ? null : new StemReadings(Chromas(), Chromas(), random.NextDouble()) };
    }

    /// <summary>A made-up song of any shape, some of them hostile.</summary>
    public static TrackAnalysis Any(Random random)
    {
        var seconds = random.Next(12) switch { 0 => 3d, 1 => 7200d, 2 => 20d, _ => 60 + 240 * random.NextDouble() };
        var song = Song(
            60 + 120 * random.NextDouble(), seconds, random.Next(6) == 0 ? 3 : 4, random.Next(12), (Mode)random.Next(2), random.Next(1000),
            random.Next(4) == 0 ? 0.03 : 0, random.Next(4) != 0);
        var beats = song.Beats;
        return random.Next(9) switch
        {
            0 => song with { Beats = BeatGrid.None, BeatFeatures = BeatFeatures.Empty },
            1 => song with { Beats = new BeatGrid(0, 0.1, 4, [.. beats.Beats.Take(1)], [.. beats.Beats.Take(1)]) },
            2 => song with { Beats = beats with { Downbeats = [] } },
            3 => song with { Beats = beats with { Downbeats = [.. beats.Downbeats.Where(_ => random.Next(4) > 0)] } },
            4 => song with { Chords = [], Sections = [], Vocals = [], BeatFeatures = BeatFeatures.Empty },
            _ => song,
        };
    }

    private static TrackAnalysis Build(
        double seconds, BeatGrid beats, MusicalKey key, List<ChordSegment> chords, List<Section> sections, List<VocalRegion> vocals, Random random)
    {
        var count = beats.Beats.Count;
        float[] Level(double mean) => [.. Enumerable.Range(0, count).Select(_ => (float)(mean + 4 * random.NextDouble()))];
        var kick = new float[12];
        kick[0] = 1;
        return new TrackAnalysis
        {
            DurationSeconds = seconds,
            SampleRate = 44100,
            Beats = beats,
            Key = new KeyEstimate(key, 0.8, key.Transpose(7), 440),
            Chords = chords,
            Sections = sections,
            Vocals = vocals,
            Energy = new EnergyCurve(0.5, [.. Enumerable.Range(0, (int)(seconds * 2)).Select(_ => random.NextDouble())]),
            Loudness = new LoudnessMeasurement(-9 - 8 * random.NextDouble(), 5, -6, -8, -0.5),
            BeatFeatures = new BeatFeatures
            {
                Chroma = [.. beats.Beats.Select(t => Chroma(chords, t + 0.1))],
                LowDb = Level(-20),
                MidDb = Level(-22),
                HighDb = Level(-30),
                VocalActivity = [.. beats.Beats.Select(t => vocals.Exists(v => t >= v.Start && t < v.End) ? 0.9f : 0.1f)],
                KickPattern = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? kick : new float[12])],
                SnarePattern = [.. Enumerable.Range(0, count).Select(i => i % 2 == 1 ? kick : new float[12])],
            },
        };
    }

    private static float[] Chroma(List<ChordSegment> chords, double time)
    {
        var chroma = new float[12];
        var label = chords.LastOrDefault(c => c.Start <= time)?.Label ?? "N";
        if (label.Contains(':', StringComparison.Ordinal))
        {
            var root = MusicalKey.ParseTonic(label.Split(':')[0]);
            chroma[root] = 1;
            chroma[(root + (label.Contains(":min", StringComparison.Ordinal) ? 3 : 4)) % 12] = 0.8f;
            chroma[(root + 7) % 12] = 0.9f;
        }

        return chroma;
    }

    private static string Chord(int root, int tonic, Mode mode)
    {
        var degree = (root - tonic + 12) % 12;
        var minor = mode == Mode.Minor ? degree is 0 or 5 or 7 : degree is 2 or 4 or 9;
        return $"{new MusicalKey(root, mode).TonicName}:{(minor ? "min" : "maj")}";
    }
}
