using System.Collections.Immutable;
using CotAssist.Synthesis;

namespace CotAssist.Evaluation.Arms;

/// <summary>What an arm came to, before anyone has run it.</summary>
public sealed record Attempt
{
    /// <summary>The whole file with the code in it; null when the product would show no code, and <see cref="Problem"/> says why.</summary>
    public string? Filled { get; init; }

    public string? Problem { get; init; }

    /// <summary>The code in the model's words, shown or not.</summary>
    public string Code { get; init; } = "";

    /// <summary>For each line of <see cref="Code"/> the 1-based step it belongs to; empty where nothing traces it.</summary>
    public ImmutableArray<int> StepOfLine { get; init; } = [];

    /// <summary>The plan that the code followed; null when none.</summary>
    public Plan? Plan { get; init; }

    public bool OutOfDomain { get; init; }

    /// <summary>Every prompt, in the order asked.</summary>
    public ImmutableArray<string> Prompts { get; init; } = [];

    public double? PlanMeanLogProbability { get; init; }

    public double? CodeMeanLogProbability { get; init; }

    /// <summary>Of the comments' tokens, given all before them: how well the model takes in what it is asked (CodeGen, section 4.3).</summary>
    public double? IntentPerplexity { get; init; }

    public int PromptTokens { get; init; }

    public int GeneratedTokens { get; init; }

    public TimeSpan PlanTime { get; init; }

    public TimeSpan CodeTime { get; init; }

    /// <summary>This attempt, with what a plan for its next turn has cost.</summary>
    public Attempt After(Attempt planned) => this with
    {
        Prompts = Prompts.AddRange(planned.Prompts),
        PromptTokens = PromptTokens + planned.PromptTokens,
        GeneratedTokens = GeneratedTokens + planned.GeneratedTokens,
        PlanTime = PlanTime + planned.PlanTime,
    };
}
