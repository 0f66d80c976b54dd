using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;

namespace CotAssist.Server.Lsp;

/// <summary>
/// Cuts a byte stream into messages: a header block of "Name: value\r\n" lines, an empty line, then Content-Length bytes.
/// Knows nothing of JSON. Specification: LSP 3.18, "Base Protocol".
/// </summary>
internal sealed class MessageReader(PipeReader input)
{
    /// <summary>A header block is two short lines; more than this, in bytes, is no language client.</summary>
    private const int MaxHeader = 8192;

    /// <summary>Bytes of one message.</summary>
    private const int MaxContent = 256 << 20;

    private static ReadOnlySpan<byte> EndOfHeader => "\r\n\r\n"u8;

    /// <returns>The content, or null at the end of the stream.</returns>
    /// <exception cref="RpcException">A header block without a usable Content-Length; it has been skipped.</exception>
    /// <exception cref="InvalidDataException">The stream cannot be cut any further.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        if (await ReadHeaderAsync(cancellation) is not { } length)
        {
            return null;
        }

        ReadResult read = await input.ReadAtLeastAsync(length, cancellation);
        if (read.Buffer.Length < length)
        {
            throw new InvalidDataException("The stream ended inside a message.");
        }

        byte[] content = read.Buffer.Slice(0, length).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(length));
        return content;
    }

    private async ValueTask<int?> ReadHeaderAsync(CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellation);
            ReadOnlySequence<byte> buffer = read.Buffer;
            byte[] start = buffer.Slice(0, Math.Min(buffer.Length, MaxHeader)).ToArray();
            int end = start.AsSpan().IndexOf(EndOfHeader);
            if (end >= 0)
            {
                input.AdvanceTo(buffer.GetPosition(end + EndOfHeader.Length));
                return ContentLength(start.AsSpan(0, end))
                    ?? throw new RpcException(ErrorCode.ParseError, $"The header block has no Content-Length between 0 and {MaxContent}.");
            }

            if (start.Length == MaxHeader)
            {
                throw new InvalidDataException("No end of a header block in sight: the other side speaks no language server protocol.");
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return start.Length == 0 ? null : throw new InvalidDataException("The stream ended inside a header block.");
            }
        }
    }

    private static int? ContentLength(ReadOnlySpan<byte> header)
    {
        foreach (System.Range line in header.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> field = header[line];
            int colon = field.IndexOf((byte)':');
            if (colon > 0 && Ascii.EqualsIgnoreCase(field[..colon].Trim((byte)' '), "Content-Length"u8)
                && field[(colon + 1)..].Trim((byte)' ') is var value
                && Utf8Parser.TryParse(value, out int length, out int used) && used == value.Length && length is >= 0 and <= MaxContent)
            {
                return length;
            }
        }

        return null;
    }
}
