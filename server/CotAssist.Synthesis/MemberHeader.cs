using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Synthesis;

/// <summary>A member without its body, attributes and comments, on one line.</summary>
internal static partial class MemberHeader
{
    /// <summary>The declaration that a body belongs to: method, constructor, operator, accessor, property, indexer, local function.</summary>
    public static bool IsBodied(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax;

    public static string Of(SyntaxNode member) => member switch
    {
        AccessorDeclarationSyntax { Parent.Parent: { } owner } accessor => $"{Of(owner)} {{ {accessor.Keyword.Text} }}",
        BaseMethodDeclarationSyntax method => Join(method, method.AttributeLists, method.Body, method.ExpressionBody, method.SemicolonToken),
        LocalFunctionStatementSyntax function => Join(function, function.AttributeLists, function.Body, function.ExpressionBody, function.SemicolonToken),
        PropertyDeclarationSyntax property => Join(property, property.AttributeLists, property.AccessorList, property.ExpressionBody, property.SemicolonToken),
        IndexerDeclarationSyntax indexer => Join(indexer, indexer.AttributeLists, indexer.AccessorList, indexer.ExpressionBody, indexer.SemicolonToken),
        BasePropertyDeclarationSyntax property => Join(property, property.AttributeLists, property.AccessorList, null, default),
        _ => OneLine(member.ToString()),
    };

    /// <summary>The text of tokens on one line, comments between them left out.</summary>
    public static string OneLine(IEnumerable<SyntaxToken> tokens)
    {
        var text = new System.Text.StringBuilder();
        int end = -1;
        foreach (SyntaxToken token in tokens)
        {
            if (end >= 0 && token.SpanStart > end)
            {
                text.Append(' ');
            }

            text.Append(token.Text);
            end = token.Span.End;
        }

        return OneLine(text.ToString());
    }

    public static string OneLine(string text) => Brackets().Replace(White().Replace(text, " ").Trim(), "$1$2");

    private static string Join(SyntaxNode member, SyntaxList<AttributeListSyntax> attributes, SyntaxNode? body, SyntaxNode? arrow, SyntaxToken semicolon)
    {
        int from = attributes.Count > 0 ? attributes[^1].Span.End : member.SpanStart;
        int to = body?.SpanStart ?? arrow?.SpanStart ?? (semicolon.Span.Length > 0 ? semicolon.SpanStart : member.Span.End);
        return OneLine(member.DescendantTokens().Where(token => token.SpanStart >= from && token.Span.End <= to));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    /// <summary>Parameters on lines of their own leave a blank inside the brackets.</summary>
    [GeneratedRegex(@"(\() | (\))")]
    private static partial Regex Brackets();
}
