using System.Net;
using System.Text.RegularExpressions;

namespace CotAssist.Synthesis;

/// <summary>
/// Reduces an XML documentation comment to what it says, one element a line. Works on text, so that a comment that is
/// still being typed and is no XML yet can be read as well.
/// </summary>
internal static partial class DocumentationProse
{
    public static string Of(string xml)
    {
        const char Break = '\v';
        string text = Reference().Replace(xml, match => LastName(match.Groups["name"].Value));
        text = NamedBlock().Replace(text, match => $"{Break}{LastName(match.Groups["name"].Value)}: ");
        text = TitledBlock().Replace(text, match => $"{Break}{(match.Groups["tag"].Value == "example" ? "Example" : "Returns")}: ");
        text = Block().Replace(text, Break.ToString());
        text = AnyTag().Replace(text, "");
        // Line ends inside an element are wrapping, those between elements separate; a title without text says nothing.
        IEnumerable<string> lines =
            from element in text.Split(Break)
            let line = White().Replace(element, " ").Trim()
            where line.Length > 0 && !TitleOnly().IsMatch(line)
            select line;
        return WebUtility.HtmlDecode(string.Join('\n', lines));
    }

    /// <summary>"T:System.Text.StringBuilder" is called StringBuilder.</summary>
    private static string LastName(string reference)
    {
        string name = reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..];
        int arguments = name.IndexOfAny(['(', '{']);
        name = arguments < 0 ? name : name[..arguments];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex("""<(?:see|seealso|paramref|typeparamref)\s+(?:cref|name|langword)\s*=\s*"(?<name>[^"]*)"\s*/>""")]
    private static partial Regex Reference();

    [GeneratedRegex("""<(?:param|typeparam|exception)\s+(?:cref|name)\s*=\s*"(?<name>[^"]*)"\s*>""")]
    private static partial Regex NamedBlock();

    [GeneratedRegex("<(?<tag>returns|value|example)>")]
    private static partial Regex TitledBlock();

    [GeneratedRegex("</?(?:summary|remarks|returns|value|example|param|typeparam|exception|para|list|item|br)(?:\\s[^>]*)?/?>")]
    private static partial Regex Block();

    [GeneratedRegex(@"</?[A-Za-z][^>\n]*>")]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();

    [GeneratedRegex(@"^\w+:$")]
    private static partial Regex TitleOnly();
}
