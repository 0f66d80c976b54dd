namespace CotAssist.Evaluation;

/// <summary>How one answer was judged.</summary>
/// <param name="Detail">First error, failing test or exception; empty when passed.</param>
/// <param name="Tests">A letter a test: P passed, F false, X threw, T out of time, - not run; empty where a program is one test.</param>
public sealed record Verdict(VerdictKind Kind, string Detail = "", string Tests = "")
{
    public TimeSpan Compile { get; init; }

    public TimeSpan Run { get; init; }

    /// <summary>What the program printed, cut.</summary>
    public string Output { get; init; } = "";
}
