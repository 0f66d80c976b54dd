using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CotAssist.Synthesis;

/// <summary>The numbered steps between a comment and its code.</summary>
/// <param name="Steps">At least one, each one line without its number.</param>
public sealed partial record Plan(ImmutableArray<string> Steps)
{
    /// <summary>What a model says instead of a plan when a comment is not what it was made for.</summary>
    public const string OutOfDomain = "(outside the starter model's domain)";

    /// <summary>Most steps a plan may have.</summary>
    public const int MaxSteps = 9;

    /// <summary>
    /// Reads "1. ...\n2. ..."; null when the text is no numbered plan. "1)" and "Step 1." count as numbers, a heading
    /// ("Plan:") may stand first, an unnumbered line continues its step, and steps beyond the ninth join the ninth.
    /// </summary>
    public static Plan? Parse(string text)
    {
        var steps = new List<string>();
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            if (line.Length == 0)
            {
                continue;
            }

            Match numbered = NumberedLine().Match(line);
            string step = numbered.Success ? numbered.Groups["step"].Value.Trim() : line;
            if (numbered.Success && steps.Count < MaxSteps)
            {
                steps.Add(step);
            }
            else if (steps.Count > 0)
            {
                steps[^1] += (numbered.Success ? "; " : " ") + step;
            }
            else if (!IsHeading(line))
            {
                return null;
            }
        }

        return steps.Count == 0 ? null : new Plan([.. steps]);
    }

    /// <summary>"1. ...\n2. ...", the form models read and write.</summary>
    public override string ToString() =>
        string.Join('\n', Steps.Select((step, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {step}")));

    /// <summary>A small model at a loss says a step once more; nobody means that.</summary>
    internal bool RepeatsAStep => Steps.Distinct(StringComparer.OrdinalIgnoreCase).Count() < Steps.Length;

    /// <summary>The steps as one comment that asks for them: "take the even numbers, then sum them".</summary>
    internal string ToComment() => string.Join(", then ", Steps.Select(step => step switch
    {
        [var first, var second, ..] when char.IsUpper(first) && !char.IsUpper(second) => char.ToLowerInvariant(first) + step[1..].TrimEnd('.'),
        _ => step.TrimEnd('.'),
    }));

    /// <summary>A step has the identifier in it, or the words that it is made of.</summary>
    internal bool Names(string identifier)
    {
        var words = string.Join(@"[\s_]*", WordsOf().Matches(identifier).Select(word => Regex.Escape(word.Value)));
        // Letters of other scripts may stand close by: Chinese leaves no blanks.
        return Steps.Any(step => Regex.IsMatch(step, $"(?<![A-Za-z0-9_]){words}(?![A-Za-z0-9_])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }

    public bool Equals(Plan? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);

    /// <summary>"Plan:", "Steps:", "How to solve:".</summary>
    internal static bool IsHeading(string line) => HeadingLine().IsMatch(line);

    /// <summary>The number that a line begins with as a step; null when it is none.</summary>
    internal static int? NumberOf(string line)
    {
        Match numbered = NumberedLine().Match(line.Trim());
        return numbered.Success ? int.Parse(numbered.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^(?:step\s+)?(?<number>[0-9]{1,2})\s*[.):]\s+(?<step>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberedLine();

    [GeneratedRegex(@"\p{Lu}*\P{Lu}+|\p{Lu}+", RegexOptions.CultureInvariant)]
    private static partial Regex WordsOf();

    [GeneratedRegex(@"^(?:the\s+)?(?:plan|steps|how to solve)\s*:?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeadingLine();
}
