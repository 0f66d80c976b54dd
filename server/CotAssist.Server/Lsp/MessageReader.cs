using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace CotAssist.Server.Lsp;

/// <summary>Reads messages with a Content-Length header off a pipe (LSP 3.18, base protocol). Knows no JSON.</summary>
internal sealed class MessageReader(PipeReader pipe)
{
    private const int MaxHeader = 4096;

    /// <summary>The next message's content, UTF-8; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The header is none; nothing after it can be trusted.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (TryTake(ref buffer, out var content))
            {
                pipe.AdvanceTo(buffer.Start);
                return content;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw new InvalidDataException("The stream ended within a message.");
            }
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[] content)
    {
        content = [];
        var reader = new SequenceReader<byte>(buffer);
        int? length = null;
        while (true)
        {
            if (!reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
            {
                return reader.Remaining > MaxHeader ? throw new InvalidDataException("A message began without a Content-Length header.") : false;
            }

            if (line.IsEmpty)
            {
                break;
            }

            length = LengthIn(line.ToArray()) ?? length;
        }

        if (length is not { } wanted)
        {
            throw new InvalidDataException("A message came without a Content-Length header.");
        }

        if (reader.Remaining < wanted)
        {
            return false;
        }

        content = buffer.Slice(reader.Position, wanted).ToArray();
        buffer = buffer.Slice(buffer.GetPosition(wanted, reader.Position));
        return true;
    }

    private static int? LengthIn(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            throw new InvalidDataException("A message header has no colon.");
        }

        if (!Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8))
        {
            return null;
        }

        var digits = Ascii.Trim(line[(colon + 1)..]);
        var value = line[(colon + 1)..][digits];
        return Utf8Parser.TryParse(value, out int length, out var used) && used == value.Length && length >= 0
            ? length
            : throw new InvalidDataException("A message's Content-Length is no number.");
    }
}
