using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Tests.Evaluation.Sandboxed;

/// <summary>Wrong code that looks right: the given code with one token changed (mutation testing, DeMillo et al., 1978).</summary>
internal static class Mutants
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> Exchanged = new()
    {
        [SyntaxKind.LessThanToken] = SyntaxKind.GreaterThanToken,
        [SyntaxKind.GreaterThanToken] = SyntaxKind.LessThanToken,
        [SyntaxKind.LessThanEqualsToken] = SyntaxKind.GreaterThanToken,
        [SyntaxKind.GreaterThanEqualsToken] = SyntaxKind.LessThanToken,
        [SyntaxKind.EqualsEqualsToken] = SyntaxKind.ExclamationEqualsToken,
        [SyntaxKind.ExclamationEqualsToken] = SyntaxKind.EqualsEqualsToken,
        [SyntaxKind.PlusToken] = SyntaxKind.MinusToken,
        [SyntaxKind.MinusToken] = SyntaxKind.PlusToken,
        [SyntaxKind.AsteriskToken] = SyntaxKind.PlusToken,
        [SyntaxKind.PlusEqualsToken] = SyntaxKind.MinusEqualsToken,
        [SyntaxKind.AmpersandAmpersandToken] = SyntaxKind.BarBarToken,
        [SyntaxKind.BarBarToken] = SyntaxKind.AmpersandAmpersandToken,
        [SyntaxKind.TrueKeyword] = SyntaxKind.FalseKeyword,
        [SyntaxKind.FalseKeyword] = SyntaxKind.TrueKeyword,
    };

    private static readonly Dictionary<string, string> OtherMethods = new()
    {
        ["OrderBy"] = "OrderByDescending", ["OrderByDescending"] = "OrderBy", ["Where"] = "SkipWhile", ["Any"] = "All", ["All"] = "Any", ["Min"] = "Max",
        ["Max"] = "Min", ["MaxBy"] = "MinBy", ["MinBy"] = "MaxBy", ["Sum"] = "Max", ["ToUpperInvariant"] = "ToLowerInvariant", ["First"] = "Last",
        ["FirstOrDefault"] = "LastOrDefault", ["Add"] = "Remove", ["Skip"] = "Take", ["Take"] = "Skip", ["TrimEnd"] = "TrimStart", ["Ceiling"] = "Floor",
    };

    /// <returns>Lazily, one changed token each; last the default value and the code without its first statement, for code that offers nothing else.</returns>
    public static IEnumerable<string> Of(string code)
    {
        foreach (var token in SyntaxFactory.ParseTokens(code))
        {
            if (Changed(token) is { } text)
                yield return string.Concat(code.AsSpan(0, token.SpanStart), text, code.AsSpan(token.Span.End));
        }

        yield return "return default!;";
        yield return "default!;";
        yield return code[SyntaxFactory.ParseStatement(code).FullSpan.Length..];
    }

    private static string? Changed(SyntaxToken token) => token switch
    {
        _ when Exchanged.TryGetValue(token.Kind(), out var kind) => SyntaxFacts.GetText(kind),
        { RawKind: (int)SyntaxKind.NumericLiteralToken, Value: int number } => $"{number + 1}",
        { RawKind: (int)SyntaxKind.StringLiteralToken } => $"({token.Text} + \"?\")",
        { RawKind: (int)SyntaxKind.IdentifierToken } => OtherMethods.GetValueOrDefault(token.Text),
        _ => null,
    };
}
