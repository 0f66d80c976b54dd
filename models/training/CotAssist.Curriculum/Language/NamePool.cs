using System.Collections.Immutable;

namespace CotAssist.Curriculum.Language;

/// <summary>Names that parameters of some types may take.</summary>
/// <param name="Replaceable">Names without a meaning of their own, which give way.</param>
public sealed record NamePool(string Name, ImmutableHashSet<string> Types, ImmutableHashSet<string> Replaceable, ImmutableArray<string> Names);
