namespace CotAssist.Evaluation.Sandbox;

/// <summary>What one confined worker did with its job.</summary>
/// <param name="Reply">The worker's own words; empty unless <see cref="RunEnd.Replied"/>.</param>
/// <param name="Output">What the program printed, cut.</param>
public sealed record RunOutcome(RunEnd End, string Reply, string Output, TimeSpan Elapsed);
