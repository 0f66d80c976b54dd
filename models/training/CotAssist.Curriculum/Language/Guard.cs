using System.Collections.Immutable;

namespace CotAssist.Curriculum.Language;

/// <summary>A condition checked before the work begins, with the ways to ask for it. {x} is the subject, {nothing} what is returned.</summary>
/// <param name="Condition">Of an if; null when <paramref name="Action"/> is a statement of its own.</param>
/// <param name="Action">A throw expression's text or a statement; null: return the empty value.</param>
public sealed record Guard(
    string Id, ImmutableHashSet<string> Subjects, bool Throws, string? Condition, string? Action,
    ImmutableArray<string> Steps, ImmutableArray<string> English, ImmutableArray<string> Chinese);
