using System.Text;
using System.Text.RegularExpressions;

namespace CotAssist.Curriculum.Language;

/// <summary>
/// Says a comment in other words: expressions of models/training/words/rewording.txt stand for one another. An entry has a
/// few wordings, which training sees a hundred times; people use words that none of them has.
/// </summary>
public sealed partial class Rewording
{
    /// <summary>Comments of a hundred in which expressions are exchanged, and how many of a hundred expressions of such a comment.</summary>
    private const int RewordedComments = 50, ExchangedExpressions = 40;

    /// <summary>Comments of a hundred without articles, with words in front and with a sentence behind that ask for nothing.</summary>
    private const int Telegrams = 4, Opened = 4, Closed = 8;

    private readonly Dictionary<string, List<(string[] Words, string[] Others)>> _byFirstWord = [];
    private readonly IReadOnlyList<string> _openers = [], _closers = [];

    /// <param name="sections">Of a line "a | b" each expression may stand for the other, of "a => b" only b for a.</param>
    public Rewording(IReadOnlyList<(string Name, IReadOnlyList<string> Lines)> sections)
    {
        foreach (var (name, lines) in sections)
        {
            switch (name)
            {
                case "openers":
                    _openers = lines;
                    break;
                case "closers":
                    _closers = lines;
                    break;
                default:
                    foreach (var line in lines)
                    {
                        Add(line);
                    }

                    break;
            }
        }

        foreach (var expressions in _byFirstWord.Values)
        {
            expressions.Sort((a, b) => b.Words.Length - a.Words.Length);
        }
    }

    private void Add(string line)
    {
        var sides = line.Split("=>");
        var from = Expressions(sides[0]);
        var to = sides.Length > 1 ? Expressions(sides[1]) : from;
        foreach (var expression in from)
        {
            var others = to.Where(e => e != expression).ToArray();
            if (others.Length == 0)
            {
                throw new InvalidDataException($"rewording.txt: nothing may stand for '{expression}' in the line '{line}'; write \"a | b\" or \"a => b\".");
            }

            var words = expression.Split(' ');
            if (!_byFirstWord.TryGetValue(words[0], out var known))
            {
                _byFirstWord[words[0]] = known = [];
            }

            if (known.Exists(k => k.Words.SequenceEqual(words)))
            {
                throw new InvalidDataException($"rewording.txt: '{expression}' is replaced in two lines; leave it in one.");
            }

            known.Add((words, others));
        }

        static string[] Expressions(string side) => side.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <param name="names">Identifiers that stand in the text, which stay.</param>
    public string Draw(string text, Random random, IReadOnlySet<string> names)
    {
        if (random.Percent(RewordedComments))
        {
            text = Exchanged(text, random, names, ExchangedExpressions);
        }

        if (random.Percent(Telegrams))
        {
            text = ArticlePattern().Replace(text, m => Quotes.Surround(text, m.Index) ? m.Value : "");
        }

        if (_openers.Count > 0 && random.Percent(Opened))
        {
            var opener = random.Pick(_openers);
            text = $"{opener} {(names.Contains(FirstWord(text)) ? text : English.Uncapitalized(text))}";
        }

        if (_closers.Count > 0 && random.Percent(Closed))
        {
            var closer = random.Pick(_closers);
            text = text.Contains('\n', StringComparison.Ordinal) || random.Percent(30) ? $"{text}\n{closer}"
                : $"{(char.IsLetterOrDigit(text[^1]) || text[^1] is '"' or '\'' ? text + "." : text)} {closer}";
        }

        return text;
    }

    /// <summary>Each expression that has others to stand for it gives way to one of them in <paramref name="percent"/> of 100 cases.</summary>
    public string Exchanged(string text, Random random, IReadOnlySet<string> names, int percent)
    {
        var words = WordPattern().Matches(text);
        var result = new StringBuilder();
        var written = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (At(text, words, i, names) is not { } found)
            {
                continue;
            }

            var (start, last) = (words[i], words[i + found.Words.Length - 1]);
            i += found.Words.Length - 1;
            if (!random.Percent(percent))
            {
                continue;
            }

            var other = random.Pick(found.Others);
            result.Append(text, written, start.Index - written);
            WithArticleFor(result, other);
            result.Append(char.IsUpper(start.Value[0]) ? English.Capitalized(other) : other);
            written = last.Index + last.Length;
        }

        return result.Append(text, written, text.Length - written).ToString();
    }

    /// <summary>The longest expression that begins at a word.</summary>
    private (string[] Words, string[] Others)? At(string text, MatchCollection words, int at, IReadOnlySet<string> names)
    {
        var first = words[at].Value;
        if (!_byFirstWord.TryGetValue(char.ToLowerInvariant(first[0]) + first[1..], out var expressions) || Quotes.Surround(text, words[at].Index))
        {
            return null;
        }

        foreach (var expression in expressions)
        {
            var length = expression.Words.Length;
            if (at + length > words.Count)
            {
                continue;
            }

            var fits = Enumerable.Range(0, length).All(k =>
            {
                var word = words[at + k];
                return (k == 0 || word.Value == expression.Words[k] && word.Index == words[at + k - 1].Index + words[at + k - 1].Length + 1 && text[word.Index - 1] == ' ')
                    && !names.Contains(word.Value);
            });
            if (fits)
            {
                return expression;
            }
        }

        return null;
    }

    /// <summary>"a" or "an" before an expression that has taken another's place.</summary>
    private static void WithArticleFor(StringBuilder text, string next)
    {
        var before = text.ToString();
        if (ArticleBefore().Match(before) is not { Success: true } article)
        {
            return;
        }

        var vowel = "aeiou".Contains(next[0], StringComparison.Ordinal) && !next.StartsWith("uni", StringComparison.Ordinal) && !next.StartsWith("use", StringComparison.Ordinal) && !next.StartsWith("one", StringComparison.Ordinal);
        text.Length = article.Groups[1].Index + 1;
        text.Append(vowel ? "n " : " ");
    }

    private static string FirstWord(string text) => WordPattern().Match(text).Value;

    /// <summary>A word of prose: no part of an identifier, a member access or a call.</summary>
    [GeneratedRegex(@"(?<![\w.@{])[A-Za-z][a-z'-]*(?![\w({]|\.\w)")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"(?<![\w.'])(the|a|an) (?=[a-z])")]
    private static partial Regex ArticlePattern();

    [GeneratedRegex(@"(?<!\w)([Aa])n? $")]
    private static partial Regex ArticleBefore();
}
