using CotAssist.Inference;

namespace CotAssist.Synthesis;

/// <summary>Writes the plan for an intent.</summary>
public sealed class Planner(Generator generator)
{
    /// <summary>Most tokens of a plan.</summary>
    public const int MaxTokens = 200;

    /// <param name="onText">Receives the plan's text as it grows; called on the calling thread.</param>
    public PlanResult Write(Intent intent, Sampling sampling, Action<string>? onText, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
