using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Where the code of a comment goes, seen from the comment.</summary>
internal static class CommentSite
{
    /// <summary>Null where the comment describes code that is already there.</summary>
    public static IntentSite? Of(CommentBlock comment, SourceFile file)
    {
        SyntaxToken next = file.TokenBehind(comment.End);
        SyntaxNode container = Braces.Around(file, comment.Start);
        if (MemberBelow(comment, next, file) is { } member)
        {
            return BodySlot.Of(member, file) is { } slot
                ? OfSlot(slot, container)
                : FollowedByBlankLine(comment, file) && container is TypeDeclarationSyntax ? Insert(IntentShape.Member, comment, container, file) : null;
        }

        if (MemberWithOnly(comment, container, file) is { } onlyPlan)
        {
            return onlyPlan;
        }

        if (Braces.HoldsStatements(container) || IsTopLevelProgram(container, next))
        {
            return OfStatement(comment, next, container, file);
        }

        bool isLast = Braces.InsideOf(container) is { } inside && next.SpanStart >= inside.End;
        return container is TypeDeclarationSyntax or BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            && (isLast || (container is TypeDeclarationSyntax && FollowedByBlankLine(comment, file)))
            ? Insert(IntentShape.Member, comment, container, file)
            : null;
    }

    /// <summary>Nothing but the end of its block stands below the place, or the place is an empty body or placeholder.</summary>
    public static bool IsWaiting(IntentSite site, SourceFile file)
    {
        if (site.Shape == IntentShape.Body || site.Target.Length > 0 || site.StatementStart >= 0)
        {
            return true;
        }

        SyntaxToken before = file.TokenBefore(site.Target.Start);
        bool reachable = before.Parent is not (ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax);
        return reachable && Braces.InsideOf(site.Container) is { } inside && file.TokenBehind(site.Target.End).SpanStart >= inside.End;
    }

    public static IntentSite OfSlot(BodySlot slot, SyntaxNode container) =>
        new(slot.Shape, slot.Target, container, slot.Member, slot.Shape == IntentShape.Expression ? ArrowOf(slot.Member) : -1);

    public static bool IsTopLevelProgram(SyntaxNode container, SyntaxToken next) =>
        container is CompilationUnitSyntax unit
        && (unit.Members.Any(SyntaxKind.GlobalStatement) || unit.Members.Count == 0)
        && (next.IsKind(SyntaxKind.EndOfFileToken) || next.Parent!.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().LastOrDefault() is GlobalStatementSyntax or null);

    /// <summary>The innermost member in whose head the comment stands: above it, or between its attributes and its body.</summary>
    public static SyntaxNode? MemberBelow(CommentBlock comment, SyntaxToken next, SourceFile file) =>
        next.Parent?.AncestorsAndSelf().TakeWhile(node => node is not BlockSyntax || node.SpanStart >= comment.End)
            .LastOrDefault(node => MemberHeader.IsBodied(node) && comment.Start < BodyStart(node) && node.FullSpan.Start <= comment.Start
                && StandsInHead(node, comment, file));

    public static int ArrowOf(SyntaxNode member) =>
        member.ChildNodes().OfType<ArrowExpressionClauseSyntax>().FirstOrDefault()?.SpanStart ?? -1;

    /// <summary>The code goes on the line below the comment when that is blank, otherwise between the comment and what follows.</summary>
    public static IntentSite Insert(IntentShape shape, CommentBlock comment, SyntaxNode container, SourceFile file)
    {
        int line = file.LineAt(comment.End);
        int target = comment.End;
        if (line + 1 < file.Text.Lines.Count && file.IsBlank(line + 1) && file.Text.Lines[line + 1].Span.Length > 0)
        {
            target = file.Text.Lines[line + 1].End;
        }

        return new IntentSite(shape, new TextSpan(target, 0), container, MemberOf(container));
    }

    /// <summary>The member whose body a container belongs to, not looking out of a type.</summary>
    public static SyntaxNode? MemberOf(SyntaxNode container) =>
        container.AncestorsAndSelf().TakeWhile(node => node is not BaseTypeDeclarationSyntax).FirstOrDefault(MemberHeader.IsBodied);

    private static bool StandsInHead(SyntaxNode member, CommentBlock comment, SourceFile file) =>
        comment.Start < member.SpanStart || file.TokenBefore(comment.Start).Parent!.AncestorsAndSelf().OfType<AttributeListSyntax>().Any();

    private static int BodyStart(SyntaxNode member) => member switch
    {
        BaseMethodDeclarationSyntax method => (method.Body as SyntaxNode ?? method.ExpressionBody)?.SpanStart ?? method.Span.End,
        LocalFunctionStatementSyntax function => (function.Body as SyntaxNode ?? function.ExpressionBody)?.SpanStart ?? function.Span.End,
        AccessorDeclarationSyntax accessor => (accessor.Body as SyntaxNode ?? accessor.ExpressionBody)?.SpanStart ?? accessor.Span.End,
        PropertyDeclarationSyntax property => (property.AccessorList as SyntaxNode ?? property.ExpressionBody)?.SpanStart ?? property.Span.End,
        _ => member.Span.End,
    };

    /// <summary>A body that holds nothing but the plan of the comment above its member.</summary>
    private static IntentSite? MemberWithOnly(CommentBlock comment, SyntaxNode container, SourceFile file) =>
        container is BlockSyntax block && MemberOf(container) is { } member && block.Parent == member && comment.Start < block.SpanStart
            && Braces.InsideOf(block) is { } inside && file.IsWhite(TextSpan.FromBounds(comment.End, inside.End))
            ? Insert(IntentShape.Body, comment, container, file)
            : null;

    private static IntentSite? OfStatement(CommentBlock comment, SyntaxToken next, SyntaxNode container, SourceFile file)
    {
        StatementSyntax? below = next.Parent?.AncestorsAndSelf().OfType<StatementSyntax>()
            .FirstOrDefault(statement => statement.SpanStart == next.SpanStart && statement.Span.Start >= comment.End);
        bool adjacent = !FollowedByBlankLine(comment, file);
        if (below is not null && adjacent && BodySlot.IsPlaceholder(below))
        {
            return new IntentSite(IntentShape.Statements, below.Span, container, MemberOf(container));
        }

        if (below is not null && adjacent && MissingExpression(below, file) is { } missing)
        {
            return new IntentSite(IntentShape.Expression, missing, container, MemberOf(container), below.SpanStart);
        }

        return Insert(IntentShape.Statements, comment, container, file);
    }

    /// <summary>The hole in "var x = ;" or "if ()".</summary>
    private static TextSpan? MissingExpression(StatementSyntax statement, SourceFile file)
    {
        SyntaxToken hole = statement.DescendantTokens(node => node is not BlockSyntax)
            .FirstOrDefault(token => token.IsKind(SyntaxKind.IdentifierToken) && token.IsMissing && token.Parent is IdentifierNameSyntax);
        if (hole.IsKind(SyntaxKind.None))
        {
            return null;
        }

        int position = hole.GetPreviousToken().Span.End;
        while (position < file.Text.Length && file.Text[position] is ' ' or '\t')
        {
            position++;
        }

        return new TextSpan(position, 0);
    }

    private static bool FollowedByBlankLine(CommentBlock comment, SourceFile file)
    {
        int line = file.LineAt(comment.End);
        return line + 1 >= file.Text.Lines.Count || file.IsBlank(line + 1);
    }
}
