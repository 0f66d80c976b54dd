using CotAssist.Synthesis;

namespace CotAssist.Server.Lsp;

/// <summary>What is known of one intent's plan.</summary>
/// <param name="Plan">Null when the model gave none; then <paramref name="Problem"/> says why in one sentence.</param>
/// <param name="Number">How many plans were made before this one.</param>
/// <param name="Dismissed">The developer does not want to see it.</param>
internal sealed record PlanEntry(Plan? Plan, string? Problem, int Number, bool Dismissed);
