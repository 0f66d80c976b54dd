using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>Protocol positions (line and UTF-16 column, both from 0) to UTF-16 offsets of a text.</summary>
internal static class FromProtocol
{
    /// <summary>A column behind the line's end means its end; a line behind the last means the text's end (LSP 3.18, Position).</summary>
    public static int PositionToOffset(Position position, SourceText text)
    {
        if (position.Line < 0 || position.Character < 0)
        {
            throw new RpcException(RpcException.InvalidParams, "A position has a negative line or character.");
        }

        if (position.Line >= text.Lines.Count)
        {
            return text.Length;
        }

        var line = text.Lines[position.Line];
        return line.Start + Math.Min(position.Character, line.Span.Length);
    }

    public static TextSpan RangeToSpan(Range range, SourceText text)
    {
        var (start, end) = (PositionToOffset(range.Start, text), PositionToOffset(range.End, text));
        return start <= end
            ? TextSpan.FromBounds(start, end)
            : throw new RpcException(RpcException.InvalidParams, "A range ends before it starts.");
    }
}
