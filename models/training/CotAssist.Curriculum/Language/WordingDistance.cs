using System.Text.RegularExpressions;

namespace CotAssist.Curriculum.Language;

/// <summary>
/// How unlike a wording is to all that training shows: 0 when one of those has the same words, 1 when none shares a word.
/// One minus the Dice coefficient of the sets of words; names in braces do not count, each Chinese character is a word.
/// </summary>
internal sealed partial class WordingDistance
{
    private readonly Dictionary<string, List<int>> _textsWith = [];
    private readonly List<int> _sizes = [];

    /// <param name="trained">Wordings that training shows.</param>
    public WordingDistance(IEnumerable<string> trained)
    {
        foreach (var text in trained)
        {
            var words = Words(text);
            foreach (var word in words)
            {
                if (!_textsWith.TryGetValue(word, out var texts))
                {
                    _textsWith[word] = texts = [];
                }

                texts.Add(_sizes.Count);
            }

            _sizes.Add(words.Count);
        }
    }

    /// <summary>Between 0 and 1, to the nearest one.</summary>
    public double ToNearest(string wording)
    {
        var words = Words(wording);
        var shared = new Dictionary<int, int>();
        foreach (var text in words.SelectMany(word => _textsWith.GetValueOrDefault(word, [])))
        {
            shared[text] = shared.GetValueOrDefault(text) + 1;
        }

        return 1 - shared.Select(s => 2.0 * s.Value / (words.Count + _sizes[s.Key])).DefaultIfEmpty(0).Max();
    }

    private static HashSet<string> Words(string text) => [.. WordPattern().Matches(NamePattern().Replace(text, " ")).Select(m => m.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\{\w+(:\w+)?\}")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}|[\p{L}\p{N}-[\u4E00-\u9FFF]]+")]
    private static partial Regex WordPattern();
}
