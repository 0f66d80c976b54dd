using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Synthesis;

/// <summary>Finds where written code leaves the place it was asked for. Lexes with Roslyn, so braces in strings, characters and comments do not count.</summary>
internal static class CodeCut
{
    /// <summary>
    /// Length of the code that belongs to the place: up to a closing bracket without its opening one, and for an expression
    /// up to and with the ';' that ends it. Null while the code may go on.
    /// </summary>
    public static int? Find(string code, IntentShape shape)
    {
        var depth = 0;
        foreach (var token in SyntaxFactory.ParseTokens(code))
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken:
                    depth++;
                    break;
                case SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken when --depth < 0:
                    return token.SpanStart;
                case SyntaxKind.SemicolonToken when depth == 0 && shape == IntentShape.Expression:
                    return token.Span.End;
            }
        }

        return null;
    }
}
