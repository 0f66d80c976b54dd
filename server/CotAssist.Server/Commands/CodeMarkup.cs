using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Spectre.Console;

namespace CotAssist.Server.Commands;

/// <summary>Code for a terminal, lightly coloured: keywords, literals and comments. Knows no file and no model.</summary>
internal static class CodeMarkup
{
    public static string Of(SyntaxTree tree, TextSpan span)
    {
        var markup = new StringBuilder();
        var text = tree.GetText();
        var position = span.Start;
        foreach (var (piece, colour) in Pieces(tree.GetRoot(), span))
        {
            if (piece.Intersection(span) is { Length: > 0 } shown && shown.Start >= position)
            {
                markup.Append(Plain(position, shown.Start)).Append($"[{colour}]").Append(Plain(shown.Start, shown.End)).Append("[/]");
                position = shown.End;
            }
        }

        return markup.Append(Plain(position, span.End)).ToString();

        string Plain(int start, int end) => Markup.Escape(text.ToString(TextSpan.FromBounds(start, end)));
    }

    private static IEnumerable<(TextSpan Span, string Colour)> Pieces(SyntaxNode root, TextSpan span) => root.DescendantTokens(span)
        .SelectMany(token => Comments(token.LeadingTrivia).Append((token.Span, ColourOf(token))).Concat(Comments(token.TrailingTrivia)))
        .Where(piece => piece.Item2 is not null)
        .Select(piece => (piece.Item1, piece.Item2!));

    private static IEnumerable<(TextSpan, string?)> Comments(SyntaxTriviaList trivia) =>
        trivia.Where(piece => piece.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia)
            .Select(piece => (piece.FullSpan, (string?)"green"));

    private static string? ColourOf(SyntaxToken token) => token switch
    {
        _ when token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) => "blue",
        _ when token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.NumericLiteralToken or SyntaxKind.InterpolatedStringTextToken => "yellow",
        _ => null,
    };
}
