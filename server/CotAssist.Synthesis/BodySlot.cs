using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>The place for code in a member that has none yet: an empty body, a placeholder, a missing expression.</summary>
internal sealed record BodySlot(IntentShape Shape, TextSpan Target, SyntaxNode Member)
{
    /// <summary>Null where the member has code, or by its nature no body.</summary>
    public static BodySlot? Of(SyntaxNode member, SourceFile file)
    {
        switch (member)
        {
            case BaseMethodDeclarationSyntax method:
                return Of(member, method.Body, method.ExpressionBody, file);
            case LocalFunctionStatementSyntax function:
                return Of(member, function.Body, function.ExpressionBody, file);
            case AccessorDeclarationSyntax accessor:
                return Of(member, accessor.Body, accessor.ExpressionBody, file);
            case PropertyDeclarationSyntax { ExpressionBody: { } arrow }:
                return OfArrow(member, arrow, file);
            case IndexerDeclarationSyntax { ExpressionBody: { } arrow }:
                return OfArrow(member, arrow, file);
            case BasePropertyDeclarationSyntax { AccessorList: { } list }:
                return list.Accessors.Select(accessor => Of(accessor, file)).FirstOrDefault(slot => slot is not null);
            default:
                return null;
        }
    }

    public static bool IsPlaceholder(StatementSyntax statement) =>
        statement is ThrowStatementSyntax thrown && IsPlaceholder(thrown.Expression);

    private static bool IsPlaceholder(ExpressionSyntax? thrown) =>
        thrown is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression }
        || (thrown is ObjectCreationExpressionSyntax creation
            && creation.Type.ToString() is "NotImplementedException" or "System.NotImplementedException");

    private static BodySlot? Of(SyntaxNode member, BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SourceFile file)
    {
        if (block is null)
        {
            return arrow is null ? null : OfArrow(member, arrow, file);
        }

        if (block.OpenBraceToken.IsMissing || block.CloseBraceToken.IsMissing)
        {
            return null;
        }

        TextSpan inside = TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart);
        if (file.IsWhite(inside))
        {
            return new BodySlot(IntentShape.Body, inside, member);
        }

        if (block.Statements is not [var only] || !IsPlaceholder(only)
            || !file.IsWhite(TextSpan.FromBounds(inside.Start, only.SpanStart)) || !file.IsWhite(TextSpan.FromBounds(only.Span.End, inside.End)))
        {
            return null;
        }

        bool ownLine = file.BeginsLine(only.SpanStart) && file.EndsLine(only.Span.End);
        return new BodySlot(IntentShape.Body, ownLine ? only.Span : inside, member);
    }

    private static BodySlot? OfArrow(SyntaxNode member, ArrowExpressionClauseSyntax arrow, SourceFile file)
    {
        if (arrow.Expression is ThrowExpressionSyntax thrown && IsPlaceholder(thrown.Expression))
        {
            return new BodySlot(IntentShape.Expression, thrown.Span, member);
        }

        return arrow.Expression.Span.Length == 0
            ? new BodySlot(IntentShape.Expression, BehindBlanks(arrow.ArrowToken.Span.End, file), member)
            : null;
    }

    /// <summary>Behind the blanks that follow on the same line, but not over the ';' that ends the member.</summary>
    private static TextSpan BehindBlanks(int position, SourceFile file)
    {
        while (position < file.Text.Length && file.Text[position] is ' ' or '\t')
        {
            position++;
        }

        return new TextSpan(position, 0);
    }
}
