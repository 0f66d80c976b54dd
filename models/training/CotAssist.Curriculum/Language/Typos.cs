using System.Text.RegularExpressions;

namespace CotAssist.Curriculum.Language;

/// <summary>Slips of the keyboard, as they stand in real comments: a letter left out, doubled or swapped. Never in names or quoted text.</summary>
public static partial class Typos
{
    public static string In(string text, Random random, IReadOnlySet<string> names)
    {
        var words = WordPattern().Matches(text).Where(m => !names.Contains(m.Value) && !Quotes.Surround(text, m.Index)).ToList();
        if (words.Count < 4)
        {
            return text;
        }

        var match = words[random.Next(words.Count)];
        var word = match.Value;
        var at = random.Next(1, word.Length - 1);
        var slipped = random.Next(3) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, word[at].ToString()),
            _ => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
        };
        return text[..match.Index] + slipped + text[(match.Index + word.Length)..];
    }

    [GeneratedRegex(@"\b[a-z]{4,}\b")]
    private static partial Regex WordPattern();
}
