using System.Collections.Immutable;

namespace CotAssist.Evaluation.Suites;

/// <summary>
/// One problem: the file around the caret, and how an answer is judged. Only <see cref="Before"/>, <see cref="After"/>
/// and, where an arm says so, <see cref="Turns"/> or <see cref="ReferencePlan"/> may reach a model.
/// </summary>
public sealed record EvaluationTask
{
    public required string Id { get; init; }

    public required TaskLanguage Language { get; init; }

    /// <summary>The file up to the caret.</summary>
    public required string Before { get; init; }

    /// <summary>The file behind the caret; for suites that only know a prefix, what an editor would show there (closing braces).</summary>
    public required string After { get; init; }

    public required TaskCheck Check { get; init; }

    /// <summary>What results are also reported by: "tier" to "2".</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Code that stands between <see cref="Before"/> and <see cref="After"/> and passes; null where the suite has none.</summary>
    public string? ReferenceCode { get; init; }

    public ImmutableArray<string> ReferencePlan { get; init; } = [];

    /// <summary>For each line of <see cref="ReferenceCode"/> the 1-based step of <see cref="ReferencePlan"/> it belongs to; empty where the suite does not say.</summary>
    public ImmutableArray<int> ReferenceSteps { get; init; } = [];

    /// <summary>Comments of a turn-by-turn attempt, in order.</summary>
    public ImmutableArray<string> Turns { get; init; } = [];
}
