using CotAssist.Curriculum.Language;

namespace CotAssist.Curriculum.Generation;

/// <summary>One step of a solution, before it is put into words.</summary>
/// <param name="Piece">Whose step it is; null for a guard.</param>
/// <param name="Step">0-based step of the primitive.</param>
/// <param name="Subject">The name of what the step works on; null when it has none in the code (the middle of a chain).</param>
/// <param name="SubjectType">C# type of what the step works on.</param>
/// <param name="IsPiped">It works on what an earlier step gave.</param>
public sealed record StepUse(PieceUse? Piece, int Step, string? Subject, string SubjectType, Guard? Guard = null, bool IsPiped = false);
