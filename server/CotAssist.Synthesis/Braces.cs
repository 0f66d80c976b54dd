using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Which braces enclose a place; a closing brace that is missing lies at the end of its node.</summary>
internal static class Braces
{
    /// <summary>The innermost block, type, namespace, accessor list or switch around the position; the compilation unit around all.</summary>
    public static SyntaxNode Around(SourceFile file, int position)
    {
        SyntaxToken token = file.TokenBefore(position);
        return token.Parent?.AncestorsAndSelf().FirstOrDefault(node => InsideOf(node) is { } inside && inside.Start <= position && position <= inside.End)
            ?? file.Root;
    }

    /// <summary>What lies between the braces of a node; null for a node without braces.</summary>
    public static TextSpan? InsideOf(SyntaxNode node) => node switch
    {
        BlockSyntax block => Between(block, block.OpenBraceToken, block.CloseBraceToken),
        TypeDeclarationSyntax type => Between(type, type.OpenBraceToken, type.CloseBraceToken),
        EnumDeclarationSyntax type => Between(type, type.OpenBraceToken, type.CloseBraceToken),
        NamespaceDeclarationSyntax space => Between(space, space.OpenBraceToken, space.CloseBraceToken),
        FileScopedNamespaceDeclarationSyntax space => TextSpan.FromBounds(space.SemicolonToken.Span.End, space.FullSpan.End),
        AccessorListSyntax list => Between(list, list.OpenBraceToken, list.CloseBraceToken),
        SwitchStatementSyntax choice => Between(choice, choice.OpenBraceToken, choice.CloseBraceToken),
        SwitchExpressionSyntax choice => Between(choice, choice.OpenBraceToken, choice.CloseBraceToken),
        InitializerExpressionSyntax initializer => Between(initializer, initializer.OpenBraceToken, initializer.CloseBraceToken),
        PropertyPatternClauseSyntax pattern => Between(pattern, pattern.OpenBraceToken, pattern.CloseBraceToken),
        AnonymousObjectCreationExpressionSyntax creation => Between(creation, creation.OpenBraceToken, creation.CloseBraceToken),
        CompilationUnitSyntax unit => unit.FullSpan,
        _ => null,
    };

    public static bool HoldsStatements(SyntaxNode container) => container is BlockSyntax or SwitchStatementSyntax;

    private static TextSpan? Between(SyntaxNode node, SyntaxToken open, SyntaxToken close) =>
        open.Span.Length == 0 ? null
        : TextSpan.FromBounds(open.Span.End, close.Span.Length == 0 ? Math.Max(node.FullSpan.End, open.Span.End) : close.SpanStart);
}
