using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Queries;

/// <summary>Says which elements are meant: a noun with the conditions before and behind it.</summary>
internal sealed partial class NounPhrases(Entity entity, string subject, ImmutableArray<Condition> conditions, Random random, Func<Property, bool, string> nounOf)
{
    private static readonly string[] Characters = ["characters", "characters", "chars", "symbols"];

    /// <summary>All elements, no conditions.</summary>
    public string All(bool chinese)
    {
        if (chinese)
        {
            return random.Percent(60) ? entity.Chinese : $"{{{subject}}}";
        }

        return entity.Type == "char" ? random.Pick(Characters)
            : random.Percent(60) ? $"{{{subject}}}"
            : entity.IsRecord ? $"{{{entity.Type}:s}}" : English.Plural(random.Pick(entity.Nouns.AsSpan()));
    }

    /// <summary>The elements that meet the conditions, in the plural.</summary>
    public string Filtered(bool chinese) => Around(All(chinese), chinese, false);

    /// <summary>One of them.</summary>
    public string One() => Around(entity.IsRecord ? $"{{{entity.Type}}}" : random.Pick(entity.Nouns.AsSpan()), false, true);

    /// <summary>"have not been shipped and are over 100"; null without conditions.</summary>
    public string? Verb(bool chinese)
    {
        if (conditions.IsEmpty || conditions.Any(c => c.VerbPhrases(random, chinese).IsEmpty))
        {
            return null;
        }

        return string.Join(chinese ? "且" : " and ", conditions.Select(c => Phrase(c, c.VerbPhrases(random, chinese), chinese)));
    }

    /// <summary>For the plan, behind "those".</summary>
    public string Step() => string.Join(" and ", conditions.Select(c => c.Say(random.Pick(c.Steps.AsSpan()), random, "", plain: true)));

    private string Around(string noun, bool chinese, bool singular)
    {
        var patterns = conditions.Select(c => (Condition: c, Pattern: Pick(c.Patterns(random, chinese), singular))).ToList();

        // What binds closer comes first: "orders over 100 that are open", not "orders that are open over 100".
        foreach (var (condition, pattern) in patterns.OrderBy(p => Relative().IsMatch(p.Pattern) ? 1 : 0).ThenBy(_ => random.Next()))
        {
            var phrase = condition.Say(pattern, random, nounOf(condition.Property, chinese));
            if (Relative().IsMatch(phrase) && Relative().IsMatch(noun))
            {
                phrase = phrase.Replace("_ ", "_ and ", StringComparison.Ordinal);
            }

            noun = phrase.Replace("_", noun, StringComparison.Ordinal);
        }

        return singular ? ThatAre().Replace(noun, m => m.Value.Replace(" are ", " is ", StringComparison.Ordinal).Replace(" have ", " has ", StringComparison.Ordinal)) : noun;
    }

    /// <summary>Plural verbs do not go with one.</summary>
    private string Pick(ImmutableArray<string> patterns, bool singular)
    {
        if (singular)
        {
            var fit = patterns.Where(p => p.Contains('_', StringComparison.Ordinal) && (!Relative().IsMatch(p) || ThatAre().IsMatch(p) || p.StartsWith("_ whose", StringComparison.Ordinal)) && !p.Contains("among", StringComparison.Ordinal) && !p.Contains("them", StringComparison.Ordinal)).ToList();
            if (fit.Count > 0)
            {
                return random.Pick(fit);
            }
        }

        return random.Pick(patterns.AsSpan());
    }

    private string Phrase(Condition condition, ImmutableArray<string> phrases, bool chinese) =>
        condition.Say(random.Pick(phrases.AsSpan()), random, nounOf(condition.Property, chinese));

    [GeneratedRegex(@" (that|who|which|whose|where|in which|for which) ")]
    private static partial Regex Relative();

    [GeneratedRegex(@" (that|who|which) (are|have) ")]
    private static partial Regex ThatAre();
}
