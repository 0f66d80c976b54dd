namespace CotAssist.Inference;

public enum StopReason
{
    StopToken,
    StopString,
    TokenBudget,
    ContextFull,
}

/// <summary>Why a continuation ended, and what it cost.</summary>
/// <param name="LogProbabilityOfStop">Of the stop token, when one ended it.</param>
public sealed record GenerationEnd(
    StopReason Reason, int? StopId, float LogProbabilityOfStop,
    int PromptTokens, int ReusedTokens, int GeneratedTokens, TimeSpan Prefill, TimeSpan Decode);
