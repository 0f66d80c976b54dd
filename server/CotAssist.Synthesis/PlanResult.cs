using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>What came of asking for a plan.</summary>
/// <param name="Plan">Null when the model gave none; then <paramref name="Problem"/> says so in one sentence.</param>
/// <param name="OutOfDomain">The model said that the comment is not what it was made for.</param>
/// <param name="MeanLogProbability">Natural log, mean over the plan's tokens.</param>
public sealed record PlanResult(Plan? Plan, bool OutOfDomain, string? Problem, Prompt Prompt, string ModelText, double MeanLogProbability, GenerationEnd End);
