using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Queries;

/// <summary>A condition drawn for an entity: its code, its parameters or literals, and ways to say it.</summary>
/// <param name="code">One of the kind's codes.</param>
/// <param name="member">Of an enum; null when the condition is not about one.</param>
/// <param name="values">What stands for {v} and {w}: names of parameters or literals.</param>
/// <param name="own">The entity's own words may be used, not only the general ones.</param>
internal sealed partial class Condition(ConditionKind kind, Property property, string code, string? member, ImmutableArray<(string Type, string Name, string? Literal)> values, bool own)
{
    public ConditionKind Kind => kind;

    public Property Property => property;

    /// <summary>For names of methods: "Shipped", "NotShipped", "ByCustomer", "Even".</summary>
    public string Tag => kind.Name switch
    {
        "yes" => property.Name,
        "no" => "Not" + property.Name,
        "is" or "same-member" when !property.IsThis => "By" + property.Name,
        "member" => member!,
        "not-member" => "Not" + member,
        _ => string.Concat(kind.Name.Split('-').Select(English.Capitalized)),
    };

    public string Code(string element) => Fill(code, element);

    public string Negated(string element)
    {
        if (kind.Not is { } not)
        {
            return Fill(not, element);
        }

        var positive = Fill(code, element);
        return positive.Contains(' ', StringComparison.Ordinal) && !Simple().IsMatch(positive) ? $"!({positive})" : "!" + positive;
    }

    /// <summary>Patterns around a noun, or nouns of their own.</summary>
    public ImmutableArray<string> Patterns(Random random, bool chinese) => Phrases(random, chinese, property.IsThis ? "self" : "of", kind.Name switch
    {
        "member" => "is-" + member,
        "is-any-case" or "is-not" => "",
        _ => kind.Name,
    });

    public ImmutableArray<string> VerbPhrases(Random random, bool chinese) =>
        Phrases(random, chinese, property.IsThis ? "vp" : "vp-of", kind.Name == "is" ? "vp" : "vp-" + kind.Name);

    public ImmutableArray<string> Steps => kind.Of(property.IsThis ? "step" : "step-of");

    /// <summary>Puts the values and the property into a phrase.</summary>
    /// <param name="plain">Values by their names only.</param>
    public string Say(string phrase, Random random, string propertyNoun, bool plain = false)
    {
        var text = phrase.Replace("$p", propertyNoun, StringComparison.Ordinal).Replace("$P", $"{{{property.Name}:id}}", StringComparison.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            text = text.Replace(i == 0 ? "{v}" : "{w}", plain ? $"{{{values[i].Name}}}" : Mention(values[i], random), StringComparison.Ordinal);
        }

        if (member is not null)
        {
            text = text.Replace("$M", random.Percent(50) ? $"{{{member}:id}}" : English.Words(member), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Mostly the entity's own words, where it has some.</summary>
    private ImmutableArray<string> Phrases(Random random, bool chinese, string general, string special)
    {
        var prefix = chinese ? "zh-" : "";
        var phrases = own ? property.Of(prefix + special) : [];
        return !phrases.IsEmpty && random.Percent(70) ? phrases : kind.Of(prefix + general);
    }

    /// <summary>A value as people say it: "the given customer", "limit", "100".</summary>
    private string Mention((string Type, string Name, string? Literal) value, Random random) =>
        value.Literal is not null ? $"{{{value.Name}}}"
        : kind.Name is "is" or "same-member" or "is-any-case" ? random.OneOf("{0}", "{0}", "{0:id}", "the given {0}", "this {0}", "a given {0}", "a {0}").Replace("{0", "{" + value.Name, StringComparison.Ordinal)
        : random.OneOf("{0}", "{0}", "{0:id}", "the given {0}").Replace("{0", "{" + value.Name, StringComparison.Ordinal);

    private string Fill(string pattern, string element)
    {
        var tested = property.IsThis ? element : $"{element}.{property.Name}";
        return Placeholder().Replace(pattern, m => m.Value switch
        {
            "$x" => tested,
            "$v" => values[0].Name,
            "$w" => values[1].Name,
            _ => $"{property.Name}.{member}",
        });
    }

    [GeneratedRegex(@"\$[xvwm]\b")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[\w.]+\([^()]*\)$|^""\w+""\.Contains\([\w.]+\)$")]
    private static partial Regex Simple();
}
