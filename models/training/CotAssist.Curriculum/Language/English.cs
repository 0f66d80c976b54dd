using System.Text;

namespace CotAssist.Curriculum.Language;

/// <summary>As much English morphology as comments need: words of identifiers, plural, singular, gerund.</summary>
public static class English
{
    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["person"] = "people", ["child"] = "children", ["index"] = "indexes", ["man"] = "men", ["mouse"] = "mice", ["datum"] = "data", ["leaf"] = "leaves", ["shelf"] = "shelves", ["half"] = "halves", ["foot"] = "feet",
    };

    /// <summary>"orderTotals", "_maxCount", "HTTPStatus" -> "order totals", "max count", "http status".</summary>
    public static string Words(string identifier)
    {
        var words = new StringBuilder();
        var name = identifier.TrimStart('_', '@');
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if (name[i] == '_' || startsWord)
            {
                words.Append(' ');
            }

            if (name[i] != '_')
            {
                words.Append(char.ToLowerInvariant(name[i]));
            }
        }

        return words.ToString().Trim();
    }

    public static string Plural(string words)
    {
        var space = words.LastIndexOf(' ');
        var (head, last) = (words[..(space + 1)], words[(space + 1)..]);
        if (Irregular.TryGetValue(last.ToLowerInvariant(), out var plural))
        {
            return head + (char.IsUpper(last[0]) ? char.ToUpperInvariant(plural[0]) + plural[1..] : plural);
        }

        if (last.Length == 0 || IsPlural(last))
        {
            return words;
        }

        if (last.EndsWith('y') && last.Length > 1 && !"aeiou".Contains(last[^2], StringComparison.Ordinal))
        {
            return head + last[..^1] + "ies";
        }

        return head + last + (last.EndsWith('s') || last.EndsWith('x') || last.EndsWith('z') || last.EndsWith("ch", StringComparison.Ordinal) || last.EndsWith("sh", StringComparison.Ordinal) ? "es" : "s");
    }

    public static string Singular(string words)
    {
        var space = words.LastIndexOf(' ');
        var (head, last) = (words[..(space + 1)], words[(space + 1)..]);
        foreach (var (one, many) in Irregular)
        {
            if (many == last)
            {
                return head + one;
            }
        }

        if (last.EndsWith("ies", StringComparison.Ordinal) && last.Length > 4)
        {
            return head + last[..^3] + "y";
        }

        if (last.EndsWith("ses", StringComparison.Ordinal) && last is not ("houses" or "courses" or "purchases" or "expenses" or "phrases" or "databases" or "responses" or "cases" or "releases" or "warehouses" or "nurses" or "horses" or "uses" or "bases")
            || last.EndsWith("xes", StringComparison.Ordinal) || last.EndsWith("ches", StringComparison.Ordinal) && last is not "caches" || last.EndsWith("shes", StringComparison.Ordinal))
        {
            return head + last[..^2];
        }

        return IsPlural(last) && last.Length > 2 ? head + last[..^1] : words;
    }

    public static bool IsPlural(string word) =>
        word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) && !word.EndsWith("is", StringComparison.Ordinal)
        || Irregular.ContainsValue(word) || word is "data" or "items" or "people";

    /// <summary>"keep the rest" -> "keeping the rest"; the first word is the verb.</summary>
    public static string Gerund(string clause)
    {
        var space = clause.IndexOf(' ');
        var verb = space < 0 ? clause : clause[..space];
        var rest = space < 0 ? "" : clause[space..];
        if (!verb.All(char.IsAsciiLetterLower))
        {
            return clause;
        }

        if (verb is "be" or "see")
        {
            return verb + "ing" + rest;
        }

        if (verb.EndsWith("ie", StringComparison.Ordinal))
        {
            return verb[..^2] + "ying" + rest;
        }

        if (verb.EndsWith('e') && !verb.EndsWith("ee", StringComparison.Ordinal))
        {
            return verb[..^1] + "ing" + rest;
        }

        var doubles = verb.Length >= 3 && "aeiou".Contains(verb[^2], StringComparison.Ordinal) && !"aeiou".Contains(verb[^3], StringComparison.Ordinal)
            && !"aeiouwxy".Contains(verb[^1], StringComparison.Ordinal) && (verb.Length <= 4 || verb is "begin" or "forget" or "reset" or "split")
            && verb is not ("open" or "list" or "join" or "find" or "order" or "visit" or "edit");
        return verb + (doubles ? verb[^1] : "") + "ing" + rest;
    }

    /// <summary>"OrderLine" -> "orderLine".</summary>
    public static string CamelCase(string typeName) => char.ToLowerInvariant(typeName[0]) + typeName[1..];

    /// <summary>A sentence's first word inside a sentence; abbreviations stay.</summary>
    public static string Uncapitalized(string text) => text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
