using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>
/// Where code goes at a caret that stands in no comment, and the comment that asks for it: the nearest one above in the
/// same block, or the one above the member.
/// </summary>
internal static class CaretSite
{
    public static (CommentBlock Comment, IntentSite Site)? Of(int position, SourceFile file, CommentReader comments)
    {
        if (!IsEndOfCode(position, file))
        {
            return null;
        }

        SyntaxToken before = file.TokenBefore(position);
        SyntaxNode container = Braces.Around(file, position);
        SyntaxNode? member = CommentSite.MemberOf(container);
        if (member is not null && SlotAt(position, member, container, file) is { } slot)
        {
            return comments.LeadingOf(member) is { } leading ? (leading, CommentSite.OfSlot(slot, container)) : null;
        }

        bool blankLine = file.IsBlank(file.LineAt(position));
        if (IsStarted(before, blankLine, position))
        {
            return OfStarted(position, before, container, file, comments);
        }

        if (!blankLine)
        {
            return null;
        }

        if (Braces.HoldsStatements(container) || CommentSite.IsTopLevelProgram(container, file.TokenBehind(position)))
        {
            return OfBlankLine(position, container, member, file, comments);
        }

        return container is TypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            ? OfMember(position, container, file, comments)
            : null;
    }

    /// <summary>Behind the caret the line holds nothing, or only what an editor closes by itself.</summary>
    private static bool IsEndOfCode(int position, SourceFile file)
    {
        TextLine line = file.Text.Lines.GetLineFromPosition(position);
        return file.Text.ToString(TextSpan.FromBounds(position, line.End)).All(c => char.IsWhiteSpace(c) || c is ';' or ')' or ']' or '}' or ',')
            || file.TokenBehind(position).Parent is ThrowStatementSyntax thrown && BodySlot.IsPlaceholder(thrown);
    }

    /// <summary>The member's empty body with the caret in it: the code goes to the caret where that stands on a line of its own.</summary>
    private static BodySlot? SlotAt(int position, SyntaxNode member, SyntaxNode container, SourceFile file)
    {
        if (container.Parent != member && container != member || BodySlot.Of(member, file) is not { Shape: IntentShape.Body } slot)
        {
            return null;
        }

        bool atCaret = slot.Target.Contains(position) || slot.Target.End == position;
        return atCaret && file.IsWhite(slot.Target) && file.IsBlank(file.LineAt(position))
            ? slot with { Target = new TextSpan(position, 0) }
            : slot;
    }

    /// <summary>A statement or member has begun before the caret and wants an expression.</summary>
    private static bool IsStarted(SyntaxToken before, bool blankLine, int position)
    {
        switch (before.Kind())
        {
            case SyntaxKind.None or SyntaxKind.SemicolonToken or SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken:
                return false;
            case SyntaxKind.ColonToken:
                return before.Parent is ConditionalExpressionSyntax;
            case SyntaxKind.CloseBracketToken when before.Parent is AttributeListSyntax:
                return false;
        }

        bool wantsMore = before.Kind() is SyntaxKind.EqualsToken or SyntaxKind.EqualsGreaterThanToken or SyntaxKind.OpenParenToken
            or SyntaxKind.OpenBracketToken or SyntaxKind.CommaToken or SyntaxKind.ReturnKeyword or SyntaxKind.ThrowKeyword
            or SyntaxKind.AwaitKeyword or SyntaxKind.InKeyword or SyntaxKind.NewKeyword or SyntaxKind.QuestionToken
            || SyntaxFacts.IsBinaryExpressionOperatorToken(before.Kind()) || SyntaxFacts.IsAssignmentExpressionOperatorToken(before.Kind());
        bool isWord = before.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsLiteralExpression(before.Kind()) || SyntaxFacts.IsKeywordKind(before.Kind());
        return wantsMore || (!blankLine && (!isWord || before.Span.End < position));
    }

    private static (CommentBlock, IntentSite)? OfStarted(
        int position, SyntaxToken before, SyntaxNode container, SourceFile file, CommentReader comments)
    {
        if (Braces.HoldsStatements(container) || file.Root is CompilationUnitSyntax unit && unit.Members.Any(SyntaxKind.GlobalStatement) && container == unit)
        {
            SyntaxNode? member = before.Parent!.AncestorsAndSelf().FirstOrDefault(node => MemberHeader.IsBodied(node) && CommentSite.ArrowOf(node) is >= 0 and var arrow && arrow < position)
                ?? CommentSite.MemberOf(container);
            int start = StartOf(before, container, member);
            CommentBlock? comment = comments.NearestAbove(file.LineAt(start), container) ?? (member is null ? null : comments.LeadingOf(member));
            return comment is null ? null : (comment, Expression(position, container, member, start));
        }

        SyntaxNode? declaration = before.Parent!.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax or AccessorDeclarationSyntax);
        if (declaration is null or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax)
        {
            return null;
        }

        int arrowStart = CommentSite.ArrowOf(declaration);
        bool inArrow = arrowStart >= 0 && arrowStart < position;
        if (!inArrow && !declaration.DescendantNodes().OfType<EqualsValueClauseSyntax>().Any(clause => clause.SpanStart < position && clause.Parent is not ParameterSyntax))
        {
            return null;
        }

        return comments.LeadingOf(declaration) is { } leading
            ? (leading, Expression(position, container, inArrow ? declaration : null, inArrow ? arrowStart : declaration.SpanStart))
            : null;
    }

    private static IntentSite Expression(int position, SyntaxNode container, SyntaxNode? member, int start) =>
        new(IntentShape.Expression, new TextSpan(position, 0), container, member, start);

    /// <summary>Where the started statement begins: an arrow for an expression-bodied local function.</summary>
    private static int StartOf(SyntaxToken before, SyntaxNode container, SyntaxNode? member)
    {
        if (member is not null && CommentSite.ArrowOf(member) is >= 0 and var arrow && arrow <= before.SpanStart)
        {
            return arrow;
        }

        return before.Parent!.AncestorsAndSelf().TakeWhile(node => node != container).OfType<StatementSyntax>()
            .LastOrDefault(statement => statement is not BlockSyntax)?.SpanStart ?? before.SpanStart;
    }

    private static (CommentBlock, IntentSite)? OfBlankLine(int position, SyntaxNode container, SyntaxNode? member, SourceFile file, CommentReader comments)
    {
        var target = new TextSpan(position, 0);
        if (comments.NearestAbove(file.LineAt(position), container) is { } near)
        {
            near = comments.WithCommentOfMember(near);
            bool whole = member is not null && near.Start < member.SpanStart;
            return (near, new IntentSite(whole ? IntentShape.Body : IntentShape.Statements, target, container, member));
        }

        // In a body that has begun, the comment above the member is the one that still waits.
        var site = new IntentSite(IntentShape.Statements, target, container, member);
        return member is not null && container.Parent == member && (CommentSite.IsWaiting(site, file) || IsBetweenDeclarationsAndReturn(position, container))
            && comments.LeadingOf(member) is { } leading
            ? (leading, site)
            : null;
    }

    /// <summary>Nothing but declarations above and the last return below: what fills the declared is still missing.</summary>
    private static bool IsBetweenDeclarationsAndReturn(int position, SyntaxNode container) =>
        container is BlockSyntax { Statements: [_, .., ReturnStatementSyntax { Expression: not null } last] statements }
        && statements.SkipLast(1).All(statement => statement is LocalDeclarationStatementSyntax && statement.Span.End <= position)
        && position <= last.SpanStart;

    private static (CommentBlock, IntentSite)? OfMember(int position, SyntaxNode container, SourceFile file, CommentReader comments)
    {
        int line = file.LineAt(position) - 1;
        while (line >= 0 && file.IsBlank(line))
        {
            line--;
        }

        if (line < 0 || !comments.IsComment(line))
        {
            return null;
        }

        CommentBlock comment = comments.OfLine(line);
        if (CommentSite.Of(comment, file) is { Shape: IntentShape.Body or IntentShape.Expression } waiting)
        {
            return (comment, waiting);
        }

        bool typeLevel = container is TypeDeclarationSyntax || file.TokenBehind(position).IsKind(SyntaxKind.EndOfFileToken);
        return typeLevel ? (comment, new IntentSite(IntentShape.Member, new TextSpan(position, 0), container, null)) : null;
    }
}
