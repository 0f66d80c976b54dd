using System.Collections.Immutable;

namespace CotAssist.Models.Checkpoints;

/// <summary>The optional <c>cotassist.json</c> of a checkpoint: what its weights cannot tell. What it leaves out has a default.</summary>
// Set and not init: the generated reader would overwrite the default of an absent init property.
internal sealed record CheckpointCard
{
    /// <summary>The folder's name when absent.</summary>
    public string? Name { get; set; }

    public string PromptProfile { get; set; } = "cotassist-1";

    public string PlanFormat { get; set; } = "numbered";

    public string CodeFormat { get; set; } = "plain";

    public double RefusalBias { get; set; }

    public ImmutableArray<string> Languages { get; set; } = ["csharp"];
}
