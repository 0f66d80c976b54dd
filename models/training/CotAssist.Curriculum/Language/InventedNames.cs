using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Curriculum.Language;

/// <summary>
/// Names that nobody expects at their place: words of the teacher's own sentences, and made-up ones. A model that has only
/// seen usual names writes usual names; one that has seen any copies what stands in the file.
/// </summary>
public sealed partial class InventedNames
{
    private const int ShortestWord = 3, LongestWord = 10;

    private static readonly string[] Onsets = ["b", "bl", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "qu", "r", "s", "sh", "st", "t", "tr", "v", "w", "z"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea", "oo", "y"];
    private static readonly string[] Ends = ["", "", "b", "d", "ck", "l", "m", "n", "nd", "nt", "p", "r", "rt", "s", "st", "t", "x"];

    private readonly ImmutableArray<string> _words;

    /// <param name="sentences">Where words are taken from; braces in them are left out.</param>
    public InventedNames(IEnumerable<string> sentences) =>
        _words = [.. sentences.SelectMany(s => Word().Matches(Brace().Replace(s.ToLowerInvariant(), " "))).Select(m => m.Value)
            .Where(w => w.Length is >= ShortestWord and <= LongestWord && SyntaxFacts.GetKeywordKind(w) == SyntaxKind.None)
            .Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A name written as <paramref name="like"/> is: _camel, camel or Pascal; several where that one names several.</summary>
    public string Draw(Random random, string like)
    {
        var words = Enumerable.Range(0, random.Next(10) switch { < 5 => 1, < 9 => 2, _ => 3 })
            .Select(_ => _words.IsEmpty || random.Percent(30) ? MadeUp(random) : random.Pick(_words.AsSpan())).ToArray();
        if (like.EndsWith('s') && random.Percent(70))
        {
            words[^1] = English.Plural(words[^1]);
        }

        var pascal = string.Concat(words.Select(English.Capitalized));
        var start = like.TrimStart('_');
        var name = start.Length > 0 && char.IsUpper(start[0]) ? pascal : words[0] + pascal[words[0].Length..];
        return like.StartsWith('_') ? "_" + name : name;
    }

    private static string MadeUp(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Pick(Onsets) + random.Pick(Vowels) + random.Pick(Ends)));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Brace();

    [GeneratedRegex(@"\b[a-z]+\b")]
    private static partial Regex Word();
}
