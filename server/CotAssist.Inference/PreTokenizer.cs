using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CotAssist.Inference;

/// <summary>
/// Cuts text into the words inside which BPE merges: each pattern in turn isolates its matches in what the one before
/// left. The patterns were written for engines that see whole code points, where .NET sees UTF-16 units; characters
/// beyond the BMP are therefore matched through a BMP stand-in of the same Unicode category.
/// </summary>
internal sealed class PreTokenizer(IReadOnlyList<Regex> patterns)
{
    /// <param name="text">Well-formed UTF-16.</param>
    /// <returns>Ranges that cover the whole text, in order.</returns>
    public List<Range> Split(string text)
    {
        var shadow = text;
        int[]? offsets = null; // of each stand-in character, in text; null when the two are the same
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            (shadow, offsets) = ReplaceAstral(text);
        }

        var words = new List<Range> { new(0, shadow.Length) };
        foreach (var pattern in patterns)
        {
            words = Isolate(pattern, shadow, words);
        }

        if (offsets is not null)
        {
            for (var i = 0; i < words.Count; i++)
            {
                words[i] = new(offsets[words[i].Start.Value], offsets[words[i].End.Value]);
            }
        }

        return words;
    }

    private static List<Range> Isolate(Regex pattern, string text, List<Range> words)
    {
        var result = new List<Range>(words.Count);
        foreach (var word in words)
        {
            var start = word.Start.Value;
            var end = start;
            foreach (var match in pattern.EnumerateMatches(text.AsSpan(word)))
            {
                if (match.Length == 0)
                {
                    continue;
                }

                if (start + match.Index > end)
                {
                    result.Add(new(end, start + match.Index));
                }

                end = start + match.Index + match.Length;
                result.Add(new(start + match.Index, end));
            }

            if (end < word.End.Value)
            {
                result.Add(new(end, word.End));
            }
        }

        return result;
    }

    private static (string Shadow, int[] Offsets) ReplaceAstral(string text)
    {
        var shadow = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            offsets.Add(i);
            if (char.IsHighSurrogate(text[i]))
            {
                shadow.Append(StandIn(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(text[i], text[i + 1]))));
                i++;
            }
            else
            {
                shadow.Append(text[i]);
            }
        }

        offsets.Add(text.Length);
        return (shadow.ToString(), [.. offsets]);
    }

    private static char StandIn(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0100',
        UnicodeCategory.LowercaseLetter => '\u0101',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\uA000',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u2160',
        UnicodeCategory.OtherNumber => '\u2460',
        UnicodeCategory.OtherPunctuation => '\u2020',
        UnicodeCategory.DashPunctuation => '\u2010',
        UnicodeCategory.CurrencySymbol => '\u20AC',
        UnicodeCategory.MathSymbol => '\u2200',
        UnicodeCategory.ModifierSymbol => '\u02C2',
        UnicodeCategory.Format => '\u200C',
        UnicodeCategory.PrivateUse => '\uE000',
        UnicodeCategory.OtherNotAssigned => '\uFFFF',
        _ => '\u2600', // a symbol, as emoji are
    };
}
