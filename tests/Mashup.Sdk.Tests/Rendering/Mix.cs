using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Planning;
using Mashup.Sdk.Rendering;

namespace Mashup.Sdk.Tests.Rendering;

/// <summary>Small plans and sources: 120 BPM at 44.1 kHz, so that a beat is 22050 samples.</summary>
internal static class Mix
{
    public const int Beat = 22050;

    private static readonly MusicalKey AMinor = new(9, Mode.Minor);

    public static MashupPlan Plan(double seconds, params PlanClip[] clips) => new()
    {
        Seed = 1,
        Bpm = 120,
        Key = AMinor,
        DurationSeconds = seconds,
        Tracks = [new PlanTrack("a", "a.wav", new string('0', 64), 120, AMinor), new PlanTrack("b", "b.wav", new string('1', 64), 120, AMinor)],
        Sections = [],
        Clips = clips,
        Score = new PlanScore(0, 0, 0, 0),
        Rationale = [],
    };

    /// <summary>A clip at the song's own speed.</summary>
    public static PlanClip Clip(
        string id, double start, double beats, double source, StemKind stem = StemKind.Mix, string track = "a", double rate = 1) => new()
    {
        Id = id,
        Track = track,
        Stem = stem,
        StartBeat = start,
        Beats = beats,
        Warp = [new WarpPoint(start, source), new WarpPoint(start + beats, source + beats * 0.5 * rate)],
    };

    public static RenderingOptions Plain => new() { Mastering = false, DuckingDb = 0 };

    public static Task<AudioBuffer> Render(
        MashupPlan plan,
        IStemSource sources,
        RenderingOptions? options = null,
        IProgress<double>? progress = null,
        IRunStore? store = null,
        BeatRange? range = null,
        InterpolatingStretcher? stretcher = null,
        CancellationToken token = default) =>
        new TimelineRenderer(stretcher ?? new InterpolatingStretcher(), store)
            .RenderAsync(new RenderRequest(plan, sources, options ?? Plain) { Range = range }, progress, token);

    public static AudioBuffer Noise(double seconds, int seed, float level = 0.25f)
    {
        var random = new Random(seed);
        return Make(seconds, (_, _) => level * (2 * random.NextSingle() - 1));
    }

    public static AudioBuffer Sine(double seconds, double hz, float level = 0.25f) =>
        Make(seconds, (i, _) => level * (float)Math.Sin(2 * Math.PI * hz * i / 44100));

    public static AudioBuffer Make(double seconds, Func<int, int, float> sample)
    {
        var buffer = new AudioBuffer(44100, 2, (int)Math.Round(seconds * 44100));
        for (var c = 0; c < 2; c++)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                buffer.Channel(c)[i] = sample(i, c);
            }
        }

        return buffer;
    }

    /// <summary>Power of the difference over the power of what was expected, dB, over a range of samples.</summary>
    public static double Difference(AudioBuffer expected, int expectedStart, AudioBuffer actual, int actualStart, int length)
    {
        double error = 0, power = 0;
        for (var c = 0; c < 2; c++)
        {
            for (var i = 0; i < length; i++)
            {
                double e = expected.Channel(c)[expectedStart + i], d = actual.Channel(c)[actualStart + i] - e;
                error += d * d;
                power += e * e;
            }
        }

        return 10 * Math.Log10(Math.Max(error, 1e-30) / power);
    }

    public static double PowerDb(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var x in samples)
        {
            sum += (double)x * x;
        }

        return 10 * Math.Log10(Math.Max(sum / samples.Length, 1e-30));
    }
}

/// <summary>Stems in memory; every stem of a song is the same sound unless given by itself.</summary>
internal sealed class Stems : IStemSource
{
    private readonly Dictionary<(string, StemKind), AudioBuffer> _stems = [];

    public Stems(AudioBuffer a, AudioBuffer? b = null)
    {
        foreach (var stem in Enum.GetValues<StemKind>())
        {
            _stems[("a", stem)] = a;
            _stems[("b", stem)] = b ?? a;
        }
    }

    public SongBalance? Balance { get; init; }

    public Stems With(string track, StemKind stem, AudioBuffer audio)
    {
        _stems[(track, stem)] = audio;
        return this;
    }

    public ValueTask<AudioBuffer> GetStemAsync(string track, StemKind stem, CancellationToken cancellationToken) => new(_stems[(track, stem)]);

    public string? Fingerprint(string track, StemKind stem) => $"{track} {stem}";

    public ValueTask<SongBalance?> GetBalanceAsync(string track, CancellationToken cancellationToken) => new(Balance);
}
