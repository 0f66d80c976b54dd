using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CotAssist.Synthesis;

/// <summary>Brings outdented code into a file: its indentation, its line ends, and the ';' that the place lacks.</summary>
internal static class CodeLayout
{
    public static TextChange Place(Intent intent, string code, CancellationToken cancellation)
    {
        var file = new SourceFile(intent.Tree, cancellation);
        var (start, end) = (intent.Target.Start, intent.Target.End);
        if (intent.Shape == IntentShape.Expression)
        {
            return new TextChange(intent.Target, Indent(EndExpression(code, file.Text, end), intent));
        }

        var line = file.Text.Lines.GetLineFromPosition(start);
        var lead = file.Text.ToString(TextSpan.FromBounds(line.Start, start));
        var ownLine = string.IsNullOrWhiteSpace(lead);
        var prefix = !ownLine ? intent.NewLine + intent.Indentation
            : intent.Indentation.StartsWith(lead, StringComparison.Ordinal) ? intent.Indentation[lead.Length..]
            : "";
        // Something else, such as the closing brace, follows on the line: it gets a line of its own.
        var suffix = file.EndsLine(end) ? "" : intent.NewLine + Outer(intent);
        return new TextChange(intent.Target, prefix + Indent(code, intent) + suffix);
    }

    /// <summary>The file's own ';' or bracket behind the place ends the expression, otherwise the code must.</summary>
    private static string EndExpression(string code, SourceText text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        var ended = position < text.Length && text[position] is ';' or ')' or ']' or ',' or '}';
        var bare = code.TrimEnd().TrimEnd(';').TrimEnd();
        return ended ? bare : bare + ";";
    }

    private static string Outer(Intent intent) =>
        intent.Indentation.EndsWith(intent.IndentUnit, StringComparison.Ordinal) ? intent.Indentation[..^intent.IndentUnit.Length] : "";

    /// <summary>All lines but the first get the place's indentation; lines that begin inside a string stay as they are.</summary>
    private static string Indent(string code, Intent intent)
    {
        var strings = SyntaxFactory.ParseTokens(code)
            .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken)
            .Select(token => token.Span)
            .ToList();
        var lines = code.Split('\n');
        var position = lines[0].Length + 1;
        for (var i = 1; i < lines.Length; i++)
        {
            var inString = strings.Any(span => span.Start < position && position < span.End);
            var length = lines[i].Length;
            if (!inString && length > 0)
            {
                var blanks = length - lines[i].AsSpan().TrimStart(' ').Length;
                lines[i] = string.Concat(
                    intent.Indentation,
                    string.Concat(Enumerable.Repeat(intent.IndentUnit, blanks / CodeText.Unit.Length)),
                    new string(' ', blanks % CodeText.Unit.Length),
                    lines[i].AsSpan(blanks));
            }

            position += length + 1;
        }

        return string.Join(intent.NewLine, lines);
    }
}
