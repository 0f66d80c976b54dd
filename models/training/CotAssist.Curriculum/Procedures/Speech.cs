using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CotAssist.Curriculum.Generation;
using CotAssist.Curriculum.Language;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Curriculum.Procedures;

/// <summary>How a scene's drawn parts read: as code, as a step of the plan, as a comment says them.</summary>
/// <param name="one">What one of the entity's records is called.</param>
internal sealed partial class Speech(Entity entity, Access access, string one, Random random)
{
    private const int StepPhrases = 4;

    /// <summary>Parameters that stand for properties.</summary>
    public static string ParameterName(Property property) => English.CamelCase(property.Name) is var name && Renamer.IsKeyword(name) ? name + "Value" : name;

    /// <summary>Several of a part's ways to say a step.</summary>
    public IEnumerable<string> Say(ImmutableArray<string> phrases, Func<string, string> fill) =>
        phrases.OrderBy(_ => random.Next()).Take(StepPhrases).Select(fill);

    /// <param name="element">The record's name in the code.</param>
    public string Code(Drawn drawn, string element, IReadOnlyDictionary<string, string>? more = null) =>
        Placeholders.Fill(drawn.Piece.Text("code"), Words(drawn, p => Read(p, element), name => name, more, member => $"{drawn.Properties["$x"].Name}.{member}"));

    /// <summary>A condition's opposite.</summary>
    public string Not(Drawn condition, string element)
    {
        var code = Code(condition, element);
        if (code.StartsWith('!'))
        {
            return code.StartsWith("!(", StringComparison.Ordinal) && code[^1] == ')' ? code[2..^1] : code[1..];
        }

        if (code.EndsWith(" is null", StringComparison.Ordinal))
        {
            return code[..^"null".Length] + "not null";
        }

        if (code.EndsWith(" is not null", StringComparison.Ordinal))
        {
            return code[..^"not null".Length] + "null";
        }

        foreach (var (sign, opposite) in new[] { (" > ", " <= "), (" < ", " >= "), (" >= ", " < "), (" <= ", " > "), (" == ", " != "), (" != ", " == ") })
        {
            if (code.Contains(sign, StringComparison.Ordinal))
            {
                return code.Replace(sign, opposite, StringComparison.Ordinal);
            }
        }

        return Operator().IsMatch(code) ? $"!({code})" : "!" + code;
    }

    /// <summary>A part as a step of the plan says it: real names.</summary>
    public string InStep(Drawn drawn, string phrase, IReadOnlyDictionary<string, string>? more = null) =>
        Placeholders.Fill(phrase, Words(drawn, Name, name => $"{{{name}}}", more, member => member));

    /// <summary>A part as a comment says it: mostly words.</summary>
    public string InComment(Drawn drawn, string phrase) =>
        The().Replace(Placeholders.Fill(phrase, Words(drawn, Noun, name => random.OneOf("{0}", "{0}", "{0:id}", "the given {0}").Replace("{0", "{" + name, StringComparison.Ordinal), null, member => random.Percent(50) ? member : English.Words(member))), "$1");

    public string Phrase(Drawn drawn, string keyword) => random.Pick(drawn.Piece.Phrases(keyword).AsSpan());

    /// <summary>What the record is called in a phrase of a comment, in the plural or not.</summary>
    public string Entities(string subject) => !entity.IsRecord || access == Access.Element && random.Percent(50) ? $"{{{subject}}}" : random.Percent(50) ? $"{{{entity.Type}:s}}" : $"the {{{entity.Type}:s}}";

    private static Dictionary<string, string> Words(Drawn drawn, Func<Property, string> property, Func<string, string> name, IReadOnlyDictionary<string, string>? more, Func<string, string> member)
    {
        var words = new Dictionary<string, string>(more ?? new Dictionary<string, string>());
        foreach (var (key, value) in drawn.Properties)
        {
            words[key] = property(value);
        }

        foreach (var (key, value) in drawn.Names)
        {
            words[key] = key is "$m" or "$n" ? member(value) : key.Length > 2 ? value : name(value);
        }

        return words;
    }

    private string Read(Property property, string element) => access switch
    {
        Access.Element => property.IsThis ? element : $"{element}.{property.Name}",
        Access.Member => property.Name,
        _ => ParameterName(property),
    };

    private string Name(Property property) => property.IsThis ? one : access == Access.Parameter ? $"{{{ParameterName(property)}}}" : random.Percent(70) ? $"{{{property.Name}:id}}" : $"{{{property.Name}}}";

    private string Noun(Property property) =>
        property.IsThis ? random.OneOf(one, one, "the " + one, property.Kind == "string" ? "the string" : "its value") : property.Of("noun") is [_, ..] nouns && random.Percent(30) ? random.Pick(nouns.AsSpan()) : access == Access.Parameter ? $"{{{ParameterName(property)}}}" : random.Percent(15) ? $"{{{property.Name}:id}}" : $"{{{property.Name}}}";

    [GeneratedRegex(@" (is|and|or|&&|\|\|) ")]
    private static partial Regex Operator();

    [GeneratedRegex(@"\bthe (the |\{\w+(?::id)?\}'s|whichever|how )")]
    private static partial Regex The();
}
