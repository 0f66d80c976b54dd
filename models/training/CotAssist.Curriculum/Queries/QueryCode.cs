using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CotAssist.Curriculum.Queries;

/// <summary>The code of a query, from an outcome's pattern.</summary>
/// <param name="subject">The collection's name.</param>
/// <param name="loop">Name of an element in a loop.</param>
/// <param name="lambda">Name of an element in a lambda.</param>
/// <param name="words">What the other placeholders stand for: types, a result's name, numbers asked for.</param>
internal sealed partial class QueryCode(ImmutableArray<Condition> conditions, Property? key, Property? group, string subject, string loop, string lambda, IReadOnlyDictionary<string, string> words)
{
    /// <summary>The body with step marks; null when the pattern needs a condition and there is none.</summary>
    public string? Write(string pattern)
    {
        if (conditions.IsEmpty)
        {
            if (ConditionPlaceholder().IsMatch(pattern))
            {
                return null;
            }

            // There is no first step then: the others move up.
            pattern = StepMark().Replace(pattern, m => string.Join(',', m.Groups[1].Value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture) - 1).Where(n => n > 0)) is { Length: > 0 } left ? "§" + left : "");
            pattern = AndCondition().Replace(pattern, "$1");
        }
        else
        {
            pattern = AndCondition().Replace(pattern, m => m.Groups[1].Value.Contains("||", StringComparison.Ordinal) ? $"$ci && ({m.Groups[1].Value})" : "$ci && " + m.Groups[1].Value);
        }

        var holds = conditions.IsEmpty ? "" : All(lambda);
        var body = Placeholders.Fill(pattern, new Dictionary<string, string>(words)
        {
            ["$xs"] = subject,
            ["$W"] = conditions.IsEmpty ? "" : $".Where({lambda} => {holds})",
            ["$ce"] = holds,
            ["$par"] = holds.Contains("||", StringComparison.Ordinal) ? $"({holds})" : holds,
            ["$ci"] = conditions.IsEmpty ? "" : All(loop),
            ["$ne"] = conditions.IsEmpty ? "" : None(lambda),
            ["$ni"] = conditions.IsEmpty ? "" : None(loop),
            ["$sel"] = $"{lambda} => {Of(key, lambda)}",
            ["$ke"] = Of(key, lambda),
            ["$ki"] = Of(key, loop),
            ["$kb"] = Of(key, "best"),
            ["$ge"] = Of(group, lambda),
            ["$gi"] = Of(group, loop),
            ["$P"] = key?.Name ?? "",
            ["$G"] = group?.Name ?? "",
            ["$e"] = lambda,
            ["$i"] = loop,
            ["$zero"] = key?.Kind switch { "decimal" => "0m", "double" => "0.0", _ => "0" },
        });
        return Wrapped(StepMark().Replace(body, "/*§$1*/"));
    }

    private static string Of(Property? property, string element) => property is null || property.IsThis ? element : $"{element}.{property.Name}";

    private string All(string element) => conditions.Length == 1 ? conditions[0].Code(element)
        : string.Join(" && ", conditions.Select(c => c.Code(element)).Select(c => c.Contains("||", StringComparison.Ordinal) ? $"({c})" : c));

    private string None(string element) => conditions.Length == 1 ? conditions[0].Negated(element) : $"!({All(element)})";

    /// <summary>Long chains go on in new lines.</summary>
    private static string Wrapped(string body) => string.Join('\n', body.Split('\n').Select(line =>
        StepComment().Replace(line, "").Length <= 96 || line.StartsWith("return (", StringComparison.Ordinal) ? line : ChainCall().Replace(line, m => "\n    " + m.Value)));

    [GeneratedRegex(@"§([\d,]+)")]
    private static partial Regex StepMark();

    [GeneratedRegex(@"/\*§[\d,]+\*/")]
    private static partial Regex StepComment();

    [GeneratedRegex(@"\$(ce|ci|ne|ni|par)\b")]
    private static partial Regex ConditionPlaceholder();

    [GeneratedRegex(@"\$cand\(((?:[^()]|\([^()]*\))*)\)")]
    private static partial Regex AndCondition();

    [GeneratedRegex(@"(?<=\w|\))(?<!\bg)(/\*§[\d,]+\*/)?\??\.(Where|OrderBy|OrderByDescending|Order|OrderDescending|GroupBy|Select|ToDictionary|Take|Sum|MaxBy|MinBy|Distinct)\((?![^()]*\)\.Count == 0)")]
    private static partial Regex ChainCall();
}
