using System.Collections.Immutable;

namespace CotAssist.Curriculum.Queries;

/// <summary>A condition that can be put on properties or values of some kinds.</summary>
/// <param name="For">Kinds of property.</param>
/// <param name="Value">What it compares with: "same" (of the property's kind), "range" (two of these), a type and its literals, or empty.</param>
/// <param name="Codes">With $x for what is tested, $v and $w for the values, $m for an enum's member.</param>
/// <param name="Not">The opposite; null: negated.</param>
/// <param name="Phrases">By keyword: "self", "of", "vp", "step" and so on.</param>
public sealed record ConditionKind(
    string Name, ImmutableArray<string> For, string Value, ImmutableArray<string> ParameterNames, ImmutableArray<string> Codes, string? Not, IReadOnlyDictionary<string, ImmutableArray<string>> Phrases)
{
    public ImmutableArray<string> Of(string keyword) => Phrases.GetValueOrDefault(keyword, []);
}
