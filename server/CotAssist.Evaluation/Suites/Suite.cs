using System.Collections.Immutable;

namespace CotAssist.Evaluation.Suites;

/// <summary>Tasks that are reported together.</summary>
/// <param name="Hash">SHA-256 of its files.</param>
/// <param name="Unsatisfiable">Ids that no answer can pass, as the suite's own list says; <paramref name="Tasks"/> does not hold them.</param>
public sealed record Suite(string Name, string Hash, ImmutableArray<EvaluationTask> Tasks, ImmutableArray<string> Unsatisfiable);
