using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Audio;

namespace Mashup.Sdk.Tests.Analysis.Keys;

public class ChromaExtractorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-40)]
    public void Extract_DetunedScale_FindsTheTuning(double cents)
    {
        var audio = Tones.Play(((int[])[60, 62, 64, 65, 67, 69, 71, 72]).Select(n => new[] { n }), 0.6, cents);

        var chroma = ChromaExtractor.Extract(audio, default);

        Assert.Equal(cents, 1200 * Math.Log2(chroma.TuningHz / 440), 2.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Extract_SingleNotes_LightTheirPitchClass(double cents)
    {
        int[] notes = [60, 63, 66, 70];
        var chroma = ChromaExtractor.Extract(Tones.Play(notes.Select(n => new[] { n }), 1, cents), default);

        for (var i = 0; i < notes.Length; i++)
        {
            var frame = chroma.Treble[(int)((i + 0.5) * chroma.FramesPerSecond)];
            Assert.Equal(notes[i] % 12, Array.IndexOf(frame, frame.Max()));
        }
    }

    [Fact]
    public void Extract_BassNoteUnderChord_SeparatesTheRegisters()
    {
        var chroma = ChromaExtractor.Extract(Tones.Play([[36, 64, 69, 72]], 2), default);
        var (treble, bass) = (chroma.Treble[10], chroma.Bass[10]);

        Assert.Equal(0, Array.IndexOf(bass, bass.Max()));
        Assert.True(treble[4] > 2 * treble[5] && treble[9] > 2 * treble[8]);
    }

    [Fact]
    public void Extract_MonoAndStereo_Agree()
    {
        int[][] chords = [Tones.Triad(0, false), Tones.Triad(5, false)];

        var mono = ChromaExtractor.Extract(Tones.Play(chords, 1, channels: 1), default);
        var stereo = ChromaExtractor.Extract(Tones.Play(chords, 1), default);

        Assert.Equal(mono.TuningHz, stereo.TuningHz, 1e-3);
        for (var i = 0; i < mono.Treble.Count; i++)
        {
            Assert.All(mono.Treble[i].Zip(stereo.Treble[i]), pair => Assert.Equal(pair.First, pair.Second, 1e-3f));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50000)]
    public void Extract_Silence_IsZeroAt440(int length)
    {
        var chroma = ChromaExtractor.Extract(new AudioBuffer(44100, 2, length), default);

        Assert.Equal(440, chroma.TuningHz);
        Assert.All(chroma.Treble.Concat(chroma.Bass), f => Assert.All(f, v => Assert.Equal(0, v)));
    }

    [Fact]
    public void Extract_NotFiniteSamples_StaysFinite()
    {
        var audio = Tones.Play([Tones.Triad(0, false)], 1);
        audio.Channel(0)[20000] = float.NaN;
        audio.Channel(1)[30000] = float.PositiveInfinity;

        var chroma = ChromaExtractor.Extract(audio, default);

        Assert.All(chroma.Treble.Concat(chroma.Bass), f => Assert.All(f, v => Assert.True(float.IsFinite(v))));
    }

    [Fact]
    public void Extract_Twice_GivesTheSameBits()
    {
        var audio = Tones.Noise(2);
        ChromaFeatures first = ChromaExtractor.Extract(audio, default), second = ChromaExtractor.Extract(audio, default);

        Assert.Equal(first.TuningHz, second.TuningHz);
        Assert.Equal(first.Treble.SelectMany(f => f), second.Treble.SelectMany(f => f));
        Assert.Equal(first.Bass.SelectMany(f => f), second.Bass.SelectMany(f => f));
    }

    [Fact]
    public void Extract_Cancelled_Throws()
    {
        Assert.Throws<OperationCanceledException>(() => ChromaExtractor.Extract(Tones.Noise(1), new CancellationToken(true)));
    }

    [Fact]
    public void Aggregate_OneChordPerBeat_GivesOnePeakedRowPerBeat()
    {
        var chroma = ChromaExtractor.Extract(Tones.Play([Tones.Triad(0, false), Tones.Triad(7, false)], 1), default);

        var rows = BeatChroma.Aggregate(chroma, new BeatGrid(60, 1, 4, [0, 1], [0]), 2);

        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.Equal(1, r.Max()));
        Assert.Equal(0, Array.IndexOf(rows[0], 1));
        Assert.True(rows[1][11] > 2 * rows[1][4]);
    }

    [Fact]
    public void Aggregate_NoBeats_IsEmpty()
    {
        Assert.Empty(BeatChroma.Aggregate(ChromaExtractor.Extract(Tones.Noise(1), default), BeatGrid.None, 1));
    }
}
