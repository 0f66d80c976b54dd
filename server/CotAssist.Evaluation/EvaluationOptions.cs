using System.Collections.Immutable;
using CotAssist.Evaluation.Arms;

namespace CotAssist.Evaluation;

/// <summary>What a run does with its tasks.</summary>
/// <param name="Samples">Tries of each task and arm; one is enough when greedy.</param>
public sealed record EvaluationOptions(ImmutableArray<IArm> Arms, int Samples, double Temperature, double TopP, int Seed);
