using System.Runtime.ExceptionServices;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;
using Mashup.Sdk.Audio;
using Mashup.Sdk.Dsp;

namespace Mashup.Sdk.Analysis;

/// <summary>Analyses one song: extracts the features once and hands them to the detectors. May be called from several threads at once.</summary>
/// <remarks>
/// 1. Everything but loudness works at 44.1 kHz.
/// 2. In parallel, each in one pass over the audio: onsets and the beats found in them; chroma; spectral frames; loudness.
/// 3. Vocals from the spectral frames, key and chords from the chroma, features per beat, and sections from these.
/// </remarks>
/// <param name="beatTracker">Finds the beats.</param>
/// <param name="keyDetector">Finds the key.</param>
/// <param name="chordRecognizer">Finds the chords.</param>
/// <param name="sectionDetector">Finds the sections.</param>
internal sealed class TrackAnalyzer(IBeatTracker beatTracker, IKeyDetector keyDetector, IChordRecognizer chordRecognizer, ISectionDetector sectionDetector)
{
    /// <summary>Sample rate of everything but loudness, Hz.</summary>
    public const int WorkingRate = 44100;

    /// <summary>What the results depend on beside the song.</summary>
    public IReadOnlyList<object> Parts => [this, beatTracker, keyDetector, chordRecognizer, sectionDetector];

    /// <summary>Analyses a song.</summary>
    /// <param name="audio">Mono or stereo, any rate; not modified.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, ascending.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public TrackAnalysis Analyze(AudioBuffer audio, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var working = AtWorkingRate(audio, cancellationToken);
        SpectralFrames frames = null!;
        LoudnessMeasurement loudness = null!;
        EnergyCurve energy = null!;
        return Analyze(
            working,
            audio.DurationSeconds,
            () => new SongMaterial(working, frames, loudness, energy),
            [
                () => frames = SpectralFrameExtractor.Extract(working, cancellationToken),
                () => (loudness, energy) = LoudnessAnalyzer.Measure(audio, cancellationToken),
            ],
            progress,
            cancellationToken) with { SampleRate = audio.SampleRate };
    }

    /// <summary>Analyses a song that was not kept whole; the result is the same.</summary>
    /// <param name="material">What was kept of it.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, ascending.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public TrackAnalysis Analyze(SongMaterial material, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(material);
        return Analyze(material.Mono, material.Mono.DurationSeconds, () => material, [], progress, cancellationToken);
    }

    private TrackAnalysis Analyze(
        AudioBuffer audio, double duration, Func<SongMaterial> material, Action[] measuring, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var steps = new Steps(progress);
        OnsetFeatures onsets = null!;
        BeatGrid beats = null!;
        ChromaFeatures chroma = null!;
        InParallel(
            cancellationToken,
            [
                () =>
                {
                    onsets = new OnsetFeatureExtractor().Extract(audio, cancellationToken);
                    steps.Done(0.2);
                    beats = beatTracker.Track(audio, onsets, cancellationToken);
                    steps.Done(0.2);
                },
                () =>
                {
                    chroma = ChromaExtractor.Extract(audio, cancellationToken);
                    steps.Done(0.2);
                },
                .. measuring,
            ]);
        steps.Done(0.3);
        var (_, frames, loudness, energy) = material();
        var vocals = VocalDetector.Detect(frames.Vocal, beats, duration, cancellationToken);
        var features = BeatFeatureExtractor.Extract(beats, duration, BeatChroma.Aggregate(chroma, beats, duration), onsets, frames, vocals);
        var key = keyDetector.Detect(chroma, beats, cancellationToken);
        var chords = chordRecognizer.Recognize(chroma, beats, key, duration, cancellationToken);
        var sections = sectionDetector.Detect(beats, features, vocals.Regions, duration, cancellationToken);
        steps.Done(0.1);
        return new TrackAnalysis
        {
            DurationSeconds = duration,
            SampleRate = WorkingRate,
            Beats = beats,
            Key = key,
            Chords = chords,
            Sections = sections,
            Vocals = vocals.Regions,
            Energy = energy,
            Loudness = loudness,
            BeatFeatures = features,
        };
    }

    /// <summary>Extracts what the detectors work on, and decides nothing but the beats.</summary>
    /// <param name="audio">Mono or stereo, any rate; not modified.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public TrackFeatures ExtractFeatures(AudioBuffer audio, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var working = AtWorkingRate(audio, cancellationToken);
        OnsetFeatures onsets = null!;
        BeatGrid beats = null!;
        ChromaFeatures chroma = null!;
        InParallel(
            cancellationToken,
            () =>
            {
                onsets = new OnsetFeatureExtractor().Extract(working, cancellationToken);
                beats = beatTracker.Track(working, onsets, cancellationToken);
            },
            () => chroma = ChromaExtractor.Extract(working, cancellationToken));
        var novelty = NoveltyCurve.Of(NoveltyCurve.Normalise(onsets, Range.All), onsets.FramesPerSecond);
        var beatChroma = BeatChroma.Aggregate(chroma, beats, audio.DurationSeconds);
        return new TrackFeatures
        {
            Onsets = onsets,
            Novelty = novelty,
            Tempogram = TempogramExtractor.Extract(novelty, onsets.FramesPerSecond, cancellationToken),
            Chroma = chroma,
            Beats = beats,
            BeatChroma = beatChroma,
            SelfSimilarity = new SelfSimilarity(beatChroma),
        };
    }

    private static void InParallel(CancellationToken cancellationToken, params Action[] actions)
    {
        try
        {
            Parallel.Invoke(new ParallelOptions { CancellationToken = cancellationToken }, actions);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
    }

    private static AudioBuffer AtWorkingRate(AudioBuffer audio, CancellationToken cancellationToken)
    {
        if (audio.SampleRate == WorkingRate)
        {
            return audio;
        }

        var channels = new float[audio.ChannelCount][];
        for (var c = 0; c < channels.Length; c++)
        {
            channels[c] = Resampler.Resample(audio.Channel(c), audio.SampleRate, WorkingRate, cancellationToken);
        }

        return new AudioBuffer(WorkingRate, channels);
    }

    /// <summary>Adds up what is done and reports it in ascending order, whichever thread comes first.</summary>
    private sealed class Steps(IProgress<double>? progress)
    {
        private readonly Lock _lock = new();
        private double _done;

        public void Done(double share)
        {
            lock (_lock)
            {
                _done = Math.Min(1, _done + share);
                progress?.Report(_done);
            }
        }
    }
}
