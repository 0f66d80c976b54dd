using System.Collections.Immutable;

namespace CotAssist.Models.Checkpoints;

/// <summary>The optional <c>cotassist.json</c> of a checkpoint: what its weights cannot tell. What it leaves out has a default.</summary>
internal sealed record CheckpointCard
{
    /// <summary>The folder's name when absent.</summary>
    public string? Name { get; init; }

    public string PromptProfile { get; init; } = "cotassist-1";

    public string PlanFormat { get; init; } = "numbered";

    public string CodeFormat { get; init; } = "plain";

    public ImmutableArray<string> Languages { get; init; } = ["csharp"];
}
