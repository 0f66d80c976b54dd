using CotAssist.Synthesis;

namespace CotAssist.Curriculum.Generation;

/// <summary>A file with a hole: <paramref name="Code"/> goes between the two halves (already indented in <paramref name="Finished"/>).</summary>
/// <param name="Code">As the model writes it, with marks.</param>
/// <param name="IsExpression">The code is an expression, so that its execution order is read from one.</param>
public sealed record FileText(IntentShape Shape, string Before, string After, string Code, string Finished, bool IsExpression);
