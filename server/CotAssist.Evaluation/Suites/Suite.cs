using System.Collections.Immutable;

namespace CotAssist.Evaluation.Suites;

/// <summary>Tasks that are reported together.</summary>
/// <param name="Unsatisfiable">Ids that no answer can pass, as the suite's own list says; <paramref name="Tasks"/> does not hold them.</param>
public sealed record Suite(string Name, ImmutableArray<EvaluationTask> Tasks, ImmutableArray<string> Unsatisfiable);
