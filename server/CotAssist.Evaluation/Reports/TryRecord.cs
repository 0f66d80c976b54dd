using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CotAssist.Evaluation.Reports;

/// <summary>One try as one JSON line: all that is needed to repeat it, and what came of it. Only <see cref="Times"/> differ from run to run.</summary>
public sealed record TryRecord
{
    public required string Suite { get; init; }

    public required string Task { get; init; }

    public required string Arm { get; init; }

    /// <summary>0 to samples - 1.</summary>
    public required int Sample { get; init; }

    /// <summary>Of this try, derived from the run's seed, the task and the sample; the same for every arm.</summary>
    public required int Seed { get; init; }

    public required double Temperature { get; init; }

    public required double TopP { get; init; }

    public required string Model { get; init; }

    public required string ModelHash { get; init; }

    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<string> Prompts { get; init; } = [];

    /// <summary>Steps of the plan that the code followed; null when none.</summary>
    public ImmutableArray<string>? Plan { get; init; }

    public bool OutOfDomain { get; init; }

    /// <summary>In the model's words, shown or not.</summary>
    public string Code { get; init; } = "";

    /// <summary>How well the code's lines were traced to the steps of the suite's own plan; null where that cannot be said.</summary>
    public TracedLines? Traced { get; init; }

    /// <summary>The file that was judged; null when nothing was shown.</summary>
    public string? Filled { get; init; }

    public required VerdictKind Verdict { get; init; }

    public string Detail { get; init; } = "";

    /// <summary>A letter a test (<see cref="Evaluation.Verdict.Tests"/>).</summary>
    public string Tests { get; init; } = "";

    public string Output { get; init; } = "";

    public double? PlanMeanLogProbability { get; init; }

    public double? CodeMeanLogProbability { get; init; }

    public double? IntentPerplexity { get; init; }

    public int PromptTokens { get; init; }

    public int GeneratedTokens { get; init; }

    public required TryTimes Times { get; init; }

    [JsonIgnore]
    public bool Passed => Verdict == VerdictKind.Passed;

    public string ToJson() => JsonSerializer.Serialize(this, JsonLine.Options);

    /// <exception cref="JsonException">Not such a line.</exception>
    public static TryRecord FromJson(string line) => JsonSerializer.Deserialize<TryRecord>(line, JsonLine.Options) ?? throw new JsonException("null is no try");
}
