using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CotAssist.Curriculum.Generation;

/// <summary>Small questions about code as text, and its step marks.</summary>
public static partial class Code
{
    /// <summary>A mark for a step of the whole solution.</summary>
    public static string Mark(int step) => string.Create(CultureInfo.InvariantCulture, $"/*§{step}*/");

    public static string WithoutMarks(string code) => MarkPattern().Replace(code, "");

    /// <summary>The code with its marks renumbered by <paramref name="number"/>; null removes one.</summary>
    public static string Remark(string code, Func<int, int?> number) =>
        MarkPattern().Replace(code, m =>
        {
            var kept = Numbers(m).Select(number).Where(n => n is not null).ToList();
            return kept.Count == 0 ? "" : $"/*§{string.Join(',', kept)}*/";
        });

    public static ImmutableArray<int> Marks(string code) => [.. MarkPattern().Matches(code).SelectMany(Numbers)];

    /// <summary>Text and marks in turn.</summary>
    public static IEnumerable<(string Text, ImmutableArray<int> Marks)> Split(string code)
    {
        var at = 0;
        ImmutableArray<int> marks = [];
        foreach (Match match in MarkPattern().Matches(code))
        {
            yield return (code[at..match.Index], marks);
            marks = [.. Numbers(match)];
            at = match.Index + match.Length;
        }

        yield return (code[at..], marks);
    }

    /// <summary>For each line of the code without its marks the step it belongs to: the first marked in it, or else the last marked before it; 0 before the first mark.</summary>
    public static ImmutableArray<int> StepsOfLines(string code)
    {
        var steps = ImmutableArray.CreateBuilder<int>();
        var last = 0;
        foreach (var line in code.Split('\n'))
        {
            var marks = Marks(line);
            steps.Add(marks.IsEmpty ? last : marks[0]);
            last = marks.IsEmpty ? last : marks[^1];
        }

        return steps.DrainToImmutable();
    }

    /// <summary>No blank lines, no white space at line ends: the form in which a model writes.</summary>
    public static string Compact(string code) =>
        string.Join('\n', code.Split('\n').Select(l => l.TrimEnd()).Where(l => WithoutMarks(l).Trim().Length > 0 || MarkPattern().IsMatch(l)));

    public static string Indent(string code, string by) =>
        string.Join('\n', code.Split('\n').Select(l => l.Length > 0 ? by + l : l));

    /// <summary>May stand before a dot as it is.</summary>
    public static bool IsPrimary(string expression) =>
        SyntaxFactory.ParseExpression(expression) is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or GenericNameSyntax
            or ElementAccessExpressionSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or ObjectCreationExpressionSyntax
            or InterpolatedStringExpressionSyntax or TupleExpressionSyntax or ArrayCreationExpressionSyntax or ThisExpressionSyntax or ImplicitArrayCreationExpressionSyntax;

    public static bool IsName(string expression) => NamePattern().IsMatch(WithoutMarks(expression));

    /// <summary>The empty value of a type and the words for it; null when there is no obvious one.</summary>
    public static (string Code, string English, string Chinese)? Nothing(string type) => type switch
    {
        "int" or "long" or "double" or "decimal" or "float" => ("0", "0", "0"),
        "string" => ("\"\"", "an empty string", "空字符串"),
        "bool" => ("false", "false", "false"),
        _ when type.EndsWith('?') => ("null", "null", "null"),
        _ when type.StartsWith("List<", StringComparison.Ordinal) || type.StartsWith("IReadOnlyList<", StringComparison.Ordinal) || type.StartsWith("IEnumerable<", StringComparison.Ordinal) => ("[]", "an empty list", "空列表"),
        _ when type.EndsWith("[]", StringComparison.Ordinal) && !type.EndsWith("[][]", StringComparison.Ordinal) => ("[]", "an empty array", "空数组"),
        _ when type.StartsWith("Dictionary<", StringComparison.Ordinal) => ("[]", "an empty dictionary", "空字典"),
        _ when type.StartsWith("HashSet<", StringComparison.Ordinal) => ("[]", "an empty set", "空集合"),
        _ => null,
    };

    public static bool IsCollection(string type) =>
        type.EndsWith(']') || type.EndsWith('>') && !type.StartsWith("Func<", StringComparison.Ordinal) && !type.StartsWith("Nullable<", StringComparison.Ordinal);

    private static IEnumerable<int> Numbers(Match mark) => mark.Groups[1].Value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"/\*§([\d,]+)\*/")]
    private static partial Regex MarkPattern();

    [GeneratedRegex(@"^[A-Za-z_]\w*$")]
    private static partial Regex NamePattern();
}
