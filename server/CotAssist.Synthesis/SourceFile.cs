using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>
/// One snapshot seen as tokens and as lines: the tree says what a place is, the lines still hold where the file is
/// broken at the caret. Knows no intent.
/// </summary>
internal sealed class SourceFile
{
    public SourceFile(SyntaxTree tree, CancellationToken cancellation)
    {
        Tree = tree;
        Root = tree.GetRoot(cancellation);
        Text = tree.GetText(cancellation);
        NewLine = FindNewLine(Text);
        IndentUnit = FindIndentUnit(Text);
    }

    public SyntaxTree Tree { get; }

    public SyntaxNode Root { get; }

    public SourceText Text { get; }

    public string NewLine { get; }

    public string IndentUnit { get; }

    public int LineAt(int position) => Text.Lines.IndexOf(position);

    public string LineText(int line) => Text.ToString(Text.Lines[line].Span);

    public bool IsBlank(int line) => IsWhite(Text.Lines[line].Span);

    /// <summary>White space that the line begins with.</summary>
    public string IndentationOf(int line)
    {
        string text = LineText(line);
        return text[..(text.Length - text.AsSpan().TrimStart().Length)];
    }

    public bool IsWhite(TextSpan span)
    {
        for (int i = span.Start; i < span.End; i++)
        {
            if (!char.IsWhiteSpace(Text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Only white space stands before the position on its line.</summary>
    public bool BeginsLine(int position) => IsWhite(TextSpan.FromBounds(Text.Lines.GetLineFromPosition(position).Start, position));

    /// <summary>Only white space stands behind the position on its line.</summary>
    public bool EndsLine(int position) => IsWhite(TextSpan.FromBounds(position, Text.Lines.GetLineFromPosition(position).End));

    /// <summary>The last token that ends at or before the position and has text.</summary>
    public SyntaxToken TokenBefore(int position)
    {
        SyntaxToken token = Root.FindToken(Math.Min(position, Root.FullSpan.End));
        while (!token.IsKind(SyntaxKind.None) && (token.Span.End > position || token.Span.Length == 0))
        {
            token = token.GetPreviousToken();
        }

        return token;
    }

    /// <summary>The first token that begins at or behind the position; the end of file has no text.</summary>
    public SyntaxToken TokenBehind(int position)
    {
        SyntaxToken token = Root.FindToken(Math.Min(position, Root.FullSpan.End));
        while (token.SpanStart < position || token.Span.Length == 0)
        {
            SyntaxToken next = token.GetNextToken();
            if (next.IsKind(SyntaxKind.None))
            {
                break;
            }

            token = next;
        }

        return token;
    }

    private static string FindNewLine(SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak == first.End
            ? "\n"
            : text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
    }

    /// <summary>A tab where lines begin with one, otherwise the smallest indentation of at least two blanks.</summary>
    private static string FindIndentUnit(SourceText text)
    {
        const int MostLines = 500;
        int smallest = int.MaxValue;
        foreach (TextLine line in text.Lines.Take(MostLines))
        {
            string start = text.ToString(line.Span);
            if (start.StartsWith('\t'))
            {
                return "\t";
            }

            int blanks = start.Length - start.TrimStart(' ').Length;
            if (blanks is >= 2 and <= 8 && blanks < start.Length && start[blanks] != '*')
            {
                smallest = Math.Min(smallest, blanks);
            }
        }

        return new string(' ', smallest == int.MaxValue ? 4 : smallest);
    }
}
