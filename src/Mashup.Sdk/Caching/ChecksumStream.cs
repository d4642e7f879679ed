using System.Numerics;
using System.Runtime.InteropServices;

namespace Mashup.Sdk.Caching;

/// <summary>Passes a payload through and computes its CRC-32C, at several gigabytes a second.</summary>
/// <param name="inner">Where the bytes go to or come from; stays open.</param>
/// <param name="readable">Bytes that may be read.</param>
/// <param name="cancellationToken">Looked at on every call.</param>
internal sealed class ChecksumStream(Stream inner, long readable, CancellationToken cancellationToken) : Stream
{
    // The checksum takes eight bytes at a time; what is left of a call waits for the next one.
    private readonly byte[] _pending = new byte[8];
    private int _pendingCount;
    private uint _crc = uint.MaxValue;

    /// <summary>Bytes passed through so far.</summary>
    public long Passed { get; private set; }

    /// <summary>Checksum of all bytes passed through so far.</summary>
    public uint Checksum
    {
        get
        {
            var crc = _crc;
            foreach (var b in _pending.AsSpan(0, _pendingCount))
            {
                crc = BitOperations.Crc32C(crc, b);
            }

            return ~crc;
        }
    }

    public override bool CanRead => inner.CanRead;

    public override bool CanWrite => inner.CanWrite;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Passed;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, readable - Passed)]);
        Add(buffer[..read]);
        return read;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        inner.Write(buffer);
        Add(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Passed += bytes.Length;
        if (_pendingCount > 0)
        {
            var take = Math.Min(bytes.Length, 8 - _pendingCount);
            bytes[..take].CopyTo(_pending.AsSpan(_pendingCount));
            _pendingCount += take;
            bytes = bytes[take..];
            if (_pendingCount < 8)
            {
                return;
            }

            _crc = BitOperations.Crc32C(_crc, BitConverter.ToUInt64(_pending));
            _pendingCount = 0;
        }

        var crc = _crc;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        _crc = crc;
        var rest = bytes[(bytes.Length & ~7)..];
        rest.CopyTo(_pending);
        _pendingCount = rest.Length;
    }
}
