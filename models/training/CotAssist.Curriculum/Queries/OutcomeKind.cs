using System.Collections.Immutable;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Queries;

/// <summary>What is done with the elements that meet the conditions.</summary>
/// <param name="On">"records", "values", "both" or "text" (the characters of one).</param>
/// <param name="Key">Which property it is about ("number", "ordered", "this number" ...); empty: none.</param>
/// <param name="Group">Which second property; empty: none.</param>
/// <param name="Flags">"needs condition", "list", "nullable" and so on.</param>
/// <param name="Only">The one condition that makes sense; null: any.</param>
public sealed record OutcomeKind(
    string Name, string On, string Key, string Group, ImmutableHashSet<string> Flags, string? Only, string Returns, ImmutableArray<string> Names,
    ImmutableArray<string> Codes, ImmutableArray<ImmutableArray<string>> Steps, ImmutableArray<(WordingForm Form, bool Chinese, string Text)> Wordings);
