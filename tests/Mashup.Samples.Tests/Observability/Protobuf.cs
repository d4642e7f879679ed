namespace Mashup.Samples.Tests.Observability;

/// <summary>Reads the fields of a protocol buffers message, as far as traces need it.</summary>
internal static class Protobuf
{
    /// <summary>The fields that hold bytes: texts, ids and further messages, in their order.</summary>
    public static IEnumerable<(int Field, ReadOnlyMemory<byte> Bytes)> Read(ReadOnlyMemory<byte> message)
    {
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            switch (tag & 7)
            {
                case 0:
                    Varint(ref message);
                    break;
                case 1:
                    message = message[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref message);
                    yield return ((int)(tag >> 3), message[..length]);
                    message = message[length..];
                    break;
                case 5:
                    message = message[4..];
                    break;
                default:
                    throw new InvalidDataException($"There is no wire type {tag & 7}.");
            }
        }
    }

    /// <summary>The fields of that number.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> All(ReadOnlyMemory<byte> message, int field) => Read(message).Where(f => f.Field == field).Select(f => f.Bytes);

    public static string Text(ReadOnlyMemory<byte> message, int field) => System.Text.Encoding.UTF8.GetString(All(message, field).FirstOrDefault().Span);

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
