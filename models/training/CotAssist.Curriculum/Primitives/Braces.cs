using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace CotAssist.Curriculum.Primitives;

/// <summary>Reads the braces of wordings: {numbers}, {Order:s} (plural), {numbers:id} (identifier); "{{" is a plain brace, and braces around anything but a name are text.</summary>
public static partial class Braces
{
    /// <summary>All names that the text mentions, in order.</summary>
    public static ImmutableArray<(string Name, string Style)> In(string text)
    {
        var names = ImmutableArray.CreateBuilder<(string, string)>();
        Replace(text, (name, style) =>
        {
            names.Add((name, style));
            return "";
        });
        return names.ToImmutable();
    }

    /// <summary>The text with each brace replaced by what <paramref name="word"/> says; null leaves the brace as text.</summary>
    public static string Replace(string text, Func<string, string, string?> word) => Replace(text, (name, style, _) => word(name, style));

    /// <summary>The same; <paramref name="word"/> also sees the text that stands before the brace.</summary>
    public static string Replace(string text, Func<string, string, StringBuilder, string?> word)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 32);
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] is '{' or '}' && at + 1 < text.Length && text[at + 1] == text[at])
            {
                result.Append(text[at]);
                at += 2;
                continue;
            }

            if (text[at] == '{' && Name().Match(text, at) is { Success: true } match && match.Index == at)
            {
                result.Append(word(match.Groups[1].Value, match.Groups[2].Value, result) ?? match.Value);
                at += match.Length;
                continue;
            }

            result.Append(text[at++]);
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\G\{([A-Za-z_]\w*)(?::(s|id))?\}")]
    private static partial Regex Name();
}
