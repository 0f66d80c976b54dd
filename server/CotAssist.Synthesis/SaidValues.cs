using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CotAssist.Synthesis;

/// <summary>
/// Values that a comment or a plan says and the code is to have: numbers above two, a character or signs in quotes. Of 137 codes
/// after plans of the model's own that say some, drawn for seven suites, 32 lacked one; 6 of these passed their tests, 44 of the others.
/// </summary>
internal static partial class SaidValues
{
    /// <summary>As the text writes it (10, ", "); null when the code has them all, or the text gives an example, whose values belong to nobody.</summary>
    /// <remarks>Zero to two are told in many ways ("the second one"), and words in double quotes may describe a form ("first-last").</remarks>
    public static string? FirstMissing(string text, string code)
    {
        if (Example().IsMatch(text))
        {
            return null;
        }

        foreach (Match said in Value().Matches(Range().Replace(text, " ")))
        {
            var value = said.Groups["value"].Value; // none of quoted words
            if (said.Groups["number"].Success ? !HasNumber(code, value) : !HasSigns(code, value))
            {
                return said.Value;
            }
        }

        return null;
    }

    private static bool HasNumber(string code, string value) =>
        double.Parse(value, CultureInfo.InvariantCulture) <= 2
        || Regex.IsMatch(code.Replace("_", "", StringComparison.Ordinal), $@"(?<![0-9]|[0-9]\.){Regex.Escape(value)}(?![0-9]|\.[0-9])", RegexOptions.CultureInvariant);

    private static bool HasSigns(string code, string value) =>
        code.Contains(value, StringComparison.Ordinal) || code.Contains(SymbolDisplay.FormatLiteral(value, quote: true)[1..^1], StringComparison.Ordinal);

    [GeneratedRegex(@"\be\.g\.|\bi\.e\.|\bexamples?\b|\bsuch as\b|\blike\b|->|=>|→|例如|比如", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Example();

    /// <summary>"0 to 359" may be said in code as "less than 360".</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.,:/-])-?[0-9.]+ ?(?:to|and|through|-|–|到|至) ?-?[0-9.]+(?![A-Za-z0-9_])", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    /// <summary>Not the numbers of a list: "3) sort them".</summary>
    [GeneratedRegex(@"""(?:(?<value>[^""\p{L}\p{N}\n]+)|[^""\n]*)""|(?<![A-Za-z0-9])'(?<value>\\?[^'\n])'|(?<![A-Za-z0-9_.,:/-])(?<value>(?<number>[0-9]+(?:\.[0-9]+)?))(?![A-Za-z0-9_""%]|[.,:/-][0-9]| ?percent|\)|(?<=^\s*[0-9]+)\.\s)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Value();
}
