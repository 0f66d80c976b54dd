using System.Collections.Immutable;

namespace CotAssist.Evaluation.Reports;

/// <summary>What a run is, in <c>run.json</c> of its folder; a run is resumed only as the same run.</summary>
public sealed record RunDescription
{
    public required string Suite { get; init; }

    /// <summary>SHA-256 over the ids and texts of its tasks.</summary>
    public required string SuiteHash { get; init; }

    public required string Model { get; init; }

    public required string ModelHash { get; init; }

    public required int Samples { get; init; }

    public required double Temperature { get; init; }

    public required double TopP { get; init; }

    public required int Seed { get; init; }

    /// <summary>Of the product.</summary>
    public required string Version { get; init; }

    /// <summary>Listed by the suite as impossible.</summary>
    public ImmutableArray<string> Unsatisfiable { get; init; } = [];

    /// <summary>Tasks whose own reference did not pass here, with the verdict.</summary>
    public ImmutableSortedDictionary<string, string> ReferenceFailures { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether tries of both may stand in one folder.</summary>
    public bool IsSameRun(RunDescription other) =>
        (Suite, SuiteHash, ModelHash, Samples, Temperature, TopP, Seed, Version)
        == (other.Suite, other.SuiteHash, other.ModelHash, other.Samples, other.Temperature, other.TopP, other.Seed, other.Version);
}
