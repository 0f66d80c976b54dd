using System.Collections.Immutable;

namespace CotAssist.Curriculum.Language;

/// <summary>A comment in words, and what it was made of.</summary>
/// <param name="Wordings">"entry: wording" of each wording used.</param>
/// <param name="Names">Identifiers that stand in the text, which typos must leave alone.</param>
public sealed record CommentText(string Text, bool Chinese, ImmutableArray<string> Wordings, ImmutableHashSet<string> Names);
