using System.Text.RegularExpressions;
using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Queries;

/// <summary>The comments and plan steps of a query, from an outcome's patterns.</summary>
/// <param name="phrases">Which elements are meant.</param>
/// <param name="own">The entity's own words may be used.</param>
/// <param name="values">What "{$n}" and the like stand for.</param>
internal sealed partial class QueryPhrases(NounPhrases phrases, Property? key, Property? group, string subject, bool own, IReadOnlyDictionary<string, string> values, Random random)
{
    /// <param name="ofAll">The plan begins with this step: it names what it speaks of.</param>
    public string Step(string pattern, bool ofAll)
    {
        var step = Placeholders.Fill(pattern, new Dictionary<string, string>(values)
        {
            ["$S"] = $"{{{subject}}}",
            ["$c"] = phrases.Step(),
            ["$P"] = key is null ? "" : key.IsThis ? "value" : $"{{{key.Name}:id}}",
            ["$G"] = group is null ? "" : $"{{{group.Name}:id}}",
        });
        return ofAll ? They().Replace(step, m => m.Groups[1].Success ? $"the {m.Groups[1].Value} of {{{subject}}}" : $"{{{subject}}}", 1) : step;
    }

    /// <summary>Null when the pattern says what this query has not, or what has no word.</summary>
    public string? Wording(string pattern, bool chinese)
    {
        var verb = pattern.Contains("$V", StringComparison.Ordinal) ? phrases.Verb(chinese) : null;
        if (pattern.Contains("$V", StringComparison.Ordinal) && verb is null || key?.IsThis == true && pattern.Contains("$p", StringComparison.Ordinal))
        {
            return null;
        }

        string? most = null, least = null;
        var prefix = chinese ? "zh-" : "";
        if (pattern.Contains("$most", StringComparison.Ordinal) && (most = OwnWord(prefix + "most")) is null || pattern.Contains("$least", StringComparison.Ordinal) && (least = OwnWord(prefix + "least")) is null)
        {
            return null;
        }

        var noun = key is null ? "" : Noun(key, chinese, own, random);
        var second = group ?? key;
        var wording = Placeholders.Fill(pattern, new Dictionary<string, string>(values)
        {
            ["$F1"] = phrases.One(), ["$F"] = phrases.Filtered(chinese), ["$A"] = phrases.All(chinese), ["$V"] = verb ?? "", ["$most"] = most ?? "", ["$least"] = least ?? "",
            ["$ps"] = key is null ? "" : Plural(key), ["$p"] = noun, ["$ks"] = second is null ? "" : Plural(second), ["$k"] = second is null ? "" : Noun(second, chinese, own, random), ["$X"] = "{text}",
        });
        return Possessive().Replace(wording, "$1");
    }

    /// <summary>What a property is called.</summary>
    public static string Noun(Property property, bool chinese, bool own, Random random)
    {
        if (chinese)
        {
            return own && property.Of("zh") is [var zh, ..] && random.Percent(65) ? zh : property.IsThis ? "值" : $"{{{property.Name}:id}}";
        }

        return property.IsThis ? "value" : own && property.Of("noun") is [_, ..] nouns && random.Percent(35) ? random.Pick(nouns.AsSpan()) : $"{{{property.Name}}}";
    }

    private string Plural(Property property) =>
        random.Percent(50) ? $"{{{property.Name}:s}}" : English.Plural(Noun(property, false, own, random).Trim('{', '}')).ToLowerInvariant();

    private string? OwnWord(string keyword) => own && key?.Of(keyword) is [_, ..] all ? random.Pick(all.AsSpan()) : null;

    [GeneratedRegex(@"\btheir (\{\w+:id\})|\b(?:them|these)\b")]
    private static partial Regex They();

    [GeneratedRegex(@"\bthe (\{\w+(:id)?\}'s)")]
    private static partial Regex Possessive();
}
