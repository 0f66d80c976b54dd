using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Reads the comments of a file: adjacent lines with the same mark are one, numbered lines below them are its plan.</summary>
internal sealed class CommentReader(SourceFile file)
{
    private enum Mark
    {
        None,
        Line,
        Documentation,
        Delimited,
    }

    /// <summary>The comment that the position stands in or right behind.</summary>
    public CommentBlock? At(int position)
    {
        int line = file.LineAt(position);
        return MarkOf(line) != Mark.None && position >= FirstMark(line) ? OfLine(line) : null;
    }

    public bool IsComment(int line) => MarkOf(line) != Mark.None;

    /// <summary>The comment that the line belongs to; with the plan in the lines right below it, or the comment that a plan belongs to.</summary>
    public CommentBlock OfLine(int line)
    {
        (int first, int last) = Extent(line);
        if (MarkOf(first) == Mark.Line && Parse(first, last) is { IsOnlyPlan: true } plan)
        {
            return first > 0 && MarkOf(first - 1) != Mark.None
                ? Attach(Parse(Extent(first - 1)), plan)
                : plan;
        }

        CommentBlock block = Parse(first, last);
        if (block.Plan is null && last + 1 < file.Text.Lines.Count && MarkOf(last + 1) == Mark.Line
            && Parse(Extent(last + 1)) is { IsOnlyPlan: true } below)
        {
            return Attach(block, below);
        }

        return block;
    }

    public IEnumerable<CommentBlock> All()
    {
        for (int line = 0; line < file.Text.Lines.Count; line++)
        {
            if (MarkOf(line) != Mark.None)
            {
                CommentBlock block = OfLine(line);
                line = file.LineAt(block.End);
                yield return block;
            }
        }
    }

    /// <summary>
    /// The request above a member, right above it or above its attributes; separators and pragmas between are passed over, and
    /// so are fields between that stand close together with the member.
    /// </summary>
    public CommentBlock? LeadingOf(SyntaxNode member)
    {
        SyntaxNode owner = member is AccessorDeclarationSyntax { Parent.Parent: { } property } && LeadingLine(member) < 0 ? property : member;
        int line = LeadingLine(owner);
        return line >= 0 ? OfLine(line) : FieldRightAbove(owner) is { } field ? LeadingOf(field) : null;
    }

    private FieldDeclarationSyntax? FieldRightAbove(SyntaxNode member) =>
        member.Parent is TypeDeclarationSyntax type && type.Members.TakeWhile(other => other != member).LastOrDefault() is FieldDeclarationSyntax field
            && member is MemberDeclarationSyntax and not FieldDeclarationSyntax
            && file.LineAt(field.Span.End) + 1 == file.LineAt(member.SpanStart) ? field : null;

    /// <summary>
    /// The comment that heads the paragraph of the line: code may stand between them, a blank line behind code may not.
    /// Comments of blocks that are already closed are passed over.
    /// </summary>
    public CommentBlock? NearestAbove(int caretLine, SyntaxNode container)
    {
        SyntaxNode body = CommentSite.MemberOf(container) ?? file.Root;
        bool sawCode = false;
        for (int line = caretLine - 1; line >= 0 && file.Text.Lines[line].End > body.SpanStart; line--)
        {
            if (file.IsBlank(line) && !IsComment(line))
            {
                if (sawCode)
                {
                    return null;
                }
            }
            else if (IsComment(line) && OfLine(line) is var block && (block.AsksForCode || block.IsOnlyPlan))
            {
                SyntaxNode around = Braces.Around(file, block.Start);
                if (container.AncestorsAndSelf().Contains(around) && block.Start > body.SpanStart)
                {
                    return block;
                }

                sawCode = true;
            }
            else
            {
                sawCode = true;
            }
        }

        return null;
    }

    /// <summary>A plan that stands alone in a body belongs to the comment above the member.</summary>
    public CommentBlock WithCommentOfMember(CommentBlock block)
    {
        if (!block.IsOnlyPlan)
        {
            return block;
        }

        SyntaxNode container = Braces.Around(file, block.Start);
        return CommentSite.MemberOf(container) is { } member && container.Parent == member && LeadingOf(member) is { AsksForCode: true } leading
            ? Attach(leading, block)
            : block with { Span = block.PlanSpan, Text = block.Plan!.ToString(), Plan = null, PlanSpan = new TextSpan(block.PlanSpan.End, 0) };
    }

    private int LeadingLine(SyntaxNode member)
    {
        int first = file.LineAt(member.FullSpan.Start);
        for (int line = file.LineAt(CommentlessStart(member)) - 1; line >= first; line--)
        {
            if (IsComment(line) && OfLine(line).AsksForCode)
            {
                return line;
            }
        }

        return -1;
    }

    /// <summary>Where the member begins behind its attributes: a comment may stand above or below them.</summary>
    private static int CommentlessStart(SyntaxNode member) =>
        member.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault()?.GetLastToken().GetNextToken().SpanStart ?? member.SpanStart;

    private static CommentBlock Attach(CommentBlock comment, CommentBlock plan) =>
        comment.Plan is null ? comment with { Plan = plan.Plan, PlanSpan = plan.PlanSpan } : comment;

    private int FirstMark(int line) => file.Text.Lines[line].Start + file.IndentationOf(line).Length;

    private Mark MarkOf(int line)
    {
        TextLine text = file.Text.Lines[line];
        int start = FirstMark(line);
        if (start == text.End && !IsInsideDelimited(start))
        {
            return Mark.None;
        }

        SyntaxTrivia trivia = file.Root.FindTrivia(start);
        switch (trivia.Kind())
        {
            case SyntaxKind.SingleLineCommentTrivia:
                return file.LineText(line).TrimStart().StartsWith("///", StringComparison.Ordinal)
                    && !file.LineText(line).TrimStart().StartsWith("////", StringComparison.Ordinal) ? Mark.Documentation : Mark.Line;
            case SyntaxKind.SingleLineDocumentationCommentTrivia:
                return Mark.Documentation;
            case SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia:
                return file.BeginsLine(trivia.FullSpan.Start) && file.EndsLine(trivia.FullSpan.End) ? Mark.Delimited : Mark.None;
            default:
                return Mark.None;
        }
    }

    private bool IsInsideDelimited(int position) =>
        file.Root.FindTrivia(position).Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private (int First, int Last) Extent(int line)
    {
        Mark mark = MarkOf(line);
        if (mark == Mark.Delimited)
        {
            TextSpan span = file.Root.FindTrivia(FirstMark(line)).FullSpan;
            return (file.LineAt(span.Start), file.LineAt(span.End));
        }

        int first = line;
        int last = line;
        while (first > 0 && MarkOf(first - 1) == mark)
        {
            first--;
        }

        while (last + 1 < file.Text.Lines.Count && MarkOf(last + 1) == mark)
        {
            last++;
        }

        return (first, last);
    }

    private CommentBlock Parse((int First, int Last) extent) => Parse(extent.First, extent.Last);

    private CommentBlock Parse(int first, int last)
    {
        Mark mark = MarkOf(first);
        string[] lines = [.. Enumerable.Range(first, last - first + 1).Select(line => Unmarked(line, mark))];
        int steps = mark == Mark.Line ? Array.FindIndex(lines, line => Plan.NumberOf(line) == 1) : -1;
        Plan? plan = steps < 0 ? null : Plan.Parse(string.Join('\n', lines[steps..]));
        int prose = steps < 0 ? lines.Length : steps > 0 && Plan.IsHeading(lines[steps - 1]) ? steps - 1 : steps;
        string text = ProseOf(lines[..prose], mark);
        TextSpan span = prose == 0 ? new TextSpan(FirstMark(first), 0) : Lines(first, first + prose - 1);
        return new CommentBlock(span, text, plan, plan is null ? new TextSpan(span.End, 0) : Lines(first + prose, last));
    }

    private TextSpan Lines(int first, int last)
    {
        TextLine end = file.Text.Lines[last];
        int trailing = file.LineText(last).Length - file.LineText(last).TrimEnd().Length;
        return TextSpan.FromBounds(FirstMark(first), Math.Max(FirstMark(first), end.End - trailing));
    }

    private string Unmarked(int line, Mark mark)
    {
        string text = file.LineText(line).Trim();
        switch (mark)
        {
            case Mark.Documentation:
                return text[3..].Trim();
            case Mark.Line:
                return text.TrimStart('/').Trim();
            default:
                if (text.StartsWith("/*", StringComparison.Ordinal))
                {
                    text = text[2..].TrimStart('*');
                }

                if (text.EndsWith("*/", StringComparison.Ordinal))
                {
                    text = text[..^2].TrimEnd('*');
                }

                return text.TrimStart('*').Trim();
        }
    }

    private static string ProseOf(string[] lines, Mark mark)
    {
        string text = string.Join('\n', lines.Where(line => line.Length > 0));
        return mark == Mark.Documentation || text.StartsWith('<') ? DocumentationProse.Of(text) : RequestFilter.WithoutTodo(text);
    }
}
