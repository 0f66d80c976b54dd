using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Server.Lsp;

/// <summary>
/// The protocol's lines, which end at "\n", "\r\n" or "\r" and nothing else; Roslyn's also end at U+0085, U+2028 and
/// U+2029. Offsets and columns are UTF-16 code units.
/// </summary>
internal sealed class LineMap
{
    private readonly SourceText _text;
    private readonly ImmutableArray<int> _starts;

    public LineMap(SourceText text)
    {
        _text = text;
        var starts = ImmutableArray.CreateBuilder<int>(text.Lines.Count);
        foreach (TextLine line in text.Lines)
        {
            if (line.Start == 0 || text[line.Start - 1] is '\n' or '\r')
            {
                starts.Add(line.Start);
            }
        }

        _starts = starts.DrainToImmutable();
    }

    public int Count => _starts.Length;

    /// <summary>A column behind the line's end means its end, a line behind the last the end of the text.</summary>
    public int LineColumnToOffset(int line, int column) =>
        line >= Count ? _text.Length : Math.Min(_starts[Math.Max(line, 0)] + Math.Max(column, 0), EndOf(Math.Max(line, 0)));

    public (int Line, int Column) OffsetToLineColumn(int offset)
    {
        int line = OffsetToLine(offset);
        return (line, offset - _starts[line]);
    }

    public int OffsetToLine(int offset)
    {
        int found = _starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Without its line break.</summary>
    public TextSpan SpanOf(int line) => TextSpan.FromBounds(_starts[line], EndOf(line));

    private int EndOf(int line)
    {
        if (line + 1 == Count)
        {
            return _text.Length;
        }

        int end = _starts[line + 1] - 1;
        return end > _starts[line] && _text[end] == '\n' && _text[end - 1] == '\r' ? end - 1 : end;
    }
}
