using System.Runtime.InteropServices;
using Mashup.Sdk.Analysis.Beats;
using Mashup.Sdk.Analysis.Chords;
using Mashup.Sdk.Analysis.Keys;
using Mashup.Sdk.Analysis.Loudness;
using Mashup.Sdk.Analysis.Sections;
using Mashup.Sdk.Analysis.Vocals;

namespace Mashup.Sdk.Analysis;

/// <summary>An analysis as bytes and back without loss, for the cache. Little-endian; the first number is the version of the format.</summary>
internal static class AnalysisArtefact
{
    /// <summary>Version of the format: raise it with every change of the layout.</summary>
    public const int Version = 2;

    /// <summary>Writes an analysis.</summary>
    public static byte[] Write(TrackAnalysis analysis)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write(analysis.DurationSeconds);
        writer.Write(analysis.SampleRate);
        Write(writer, analysis.Beats);
        Write(writer, analysis.Key);
        WriteList(writer, analysis.Chords, chord =>
        {
            writer.Write(chord.Start);
            writer.Write(chord.End);
            writer.Write(chord.Label);
        });
        WriteList(writer, analysis.Sections, section =>
        {
            writer.Write(section.Start);
            writer.Write(section.End);
            writer.Write((byte)section.Label);
            writer.Write(section.Energy);
            writer.Write(section.Group);
        });
        WriteList(writer, analysis.Vocals, region =>
        {
            writer.Write(region.Start);
            writer.Write(region.End);
        });
        writer.Write(analysis.Energy.HopSeconds);
        WriteList(writer, analysis.Energy.Values, writer.Write);
        Write(writer, analysis.Loudness);
        Write(writer, analysis.BeatFeatures);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write(TrackAnalysis)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version, cut short or not an analysis.</exception>
    public static TrackAnalysis Read(ReadOnlySpan<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = new BinaryReader(stream);
        try
        {
            var version = reader.ReadInt32();
            if (version != Version)
            {
                throw new InvalidDataException($"The analysis artefact has version {version}, not {Version}: analyse the song again.");
            }

            return new TrackAnalysis
            {
                DurationSeconds = reader.ReadDouble(),
                SampleRate = reader.ReadInt32(),
                Beats = new BeatGrid(reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32(), Doubles(reader), Doubles(reader)),
                Key = new KeyEstimate(ReadKey(reader), reader.ReadDouble(), ReadKey(reader), reader.ReadDouble()),
                Chords = ReadList(reader, () => new ChordSegment(reader.ReadDouble(), reader.ReadDouble(), reader.ReadString())),
                Sections = ReadList(reader, () => new Section(
                    reader.ReadDouble(), reader.ReadDouble(), (SectionLabel)reader.ReadByte(), reader.ReadDouble(), reader.ReadInt32())),
                Vocals = ReadList(reader, () => new VocalRegion(reader.ReadDouble(), reader.ReadDouble())),
                Energy = new EnergyCurve(reader.ReadDouble(), Doubles(reader)),
                Loudness = new LoudnessMeasurement(
                    reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()),
                BeatFeatures = ReadFeatures(reader),
            };
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The analysis artefact is cut short: analyse the song again.", e);
        }
    }

    private static void Write(BinaryWriter writer, BeatGrid beats)
    {
        writer.Write(beats.Bpm);
        writer.Write(beats.Confidence);
        writer.Write(beats.Meter);
        WriteList(writer, beats.Beats, writer.Write);
        WriteList(writer, beats.Downbeats, writer.Write);
    }

    private static void Write(BinaryWriter writer, KeyEstimate key)
    {
        Write(writer, key.Key);
        writer.Write(key.Confidence);
        Write(writer, key.SecondBest);
        writer.Write(key.TuningHz);
    }

    private static void Write(BinaryWriter writer, MusicalKey key)
    {
        writer.Write((byte)key.Tonic);
        writer.Write((byte)key.Mode);
    }

    private static void Write(BinaryWriter writer, LoudnessMeasurement loudness)
    {
        writer.Write(loudness.IntegratedLufs);
        writer.Write(loudness.RangeLu);
        writer.Write(loudness.MaxMomentaryLufs);
        writer.Write(loudness.MaxShortTermLufs);
        writer.Write(loudness.TruePeakDbtp);
    }

    private static void Write(BinaryWriter writer, BeatFeatures features)
    {
        WriteList(writer, features.Chroma, v => Write(writer, v));
        WriteList(writer, features.LowDb, writer.Write);
        WriteList(writer, features.MidDb, writer.Write);
        WriteList(writer, features.HighDb, writer.Write);
        WriteList(writer, features.CentreDb, writer.Write);
        WriteList(writer, features.SideDb, writer.Write);
        WriteList(writer, features.Timbre, v => Write(writer, v));
        WriteList(writer, features.VocalActivity, writer.Write);
        WriteList(writer, features.KickPattern, v => Write(writer, v));
        WriteList(writer, features.SnarePattern, v => Write(writer, v));
    }

    private static void Write(BinaryWriter writer, float[] vector)
    {
        writer.Write(vector.Length);
        writer.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
    }

    private static void WriteList<T>(BinaryWriter writer, IReadOnlyList<T> items, Action<T> write)
    {
        writer.Write(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    private static BeatFeatures ReadFeatures(BinaryReader reader) => new()
    {
        Chroma = ReadList(reader, () => Vector(reader)),
        LowDb = ReadList(reader, reader.ReadSingle),
        MidDb = ReadList(reader, reader.ReadSingle),
        HighDb = ReadList(reader, reader.ReadSingle),
        CentreDb = ReadList(reader, reader.ReadSingle),
        SideDb = ReadList(reader, reader.ReadSingle),
        Timbre = ReadList(reader, () => Vector(reader)),
        VocalActivity = ReadList(reader, reader.ReadSingle),
        KickPattern = ReadList(reader, () => Vector(reader)),
        SnarePattern = ReadList(reader, () => Vector(reader)),
    };

    private static MusicalKey ReadKey(BinaryReader reader) => new(reader.ReadByte(), (Mode)reader.ReadByte());

    private static double[] Doubles(BinaryReader reader) => ReadList(reader, reader.ReadDouble);

    private static float[] Vector(BinaryReader reader) => ReadList(reader, reader.ReadSingle);

    private static T[] ReadList<T>(BinaryReader reader, Func<T> read)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length)
        {
            throw new InvalidDataException("The analysis artefact is damaged: analyse the song again.");
        }

        var items = new T[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = read();
        }

        return items;
    }
}
